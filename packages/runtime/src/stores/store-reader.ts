import type { TransportFault } from '../transport/fault.js';
import type { CallOptions, Operation, Operations } from '../transport/transport.js';
import type { Location } from './location.js';
import type { RawSecret } from './raw-secret.js';

/** Calls an operation. The answer says when it was asked for, by the client's clock, in milliseconds since 1970. */
export type TimedCall = <O extends Operation>(
  operation: O,
  input: Operations[O]['input'],
  options: CallOptions,
) => Promise<Operations[O]['output'] & { readonly askedAt: number }>;

/** The value, or why there is none. */
export type Found = RawSecret | TransportFault;

/** One of the two services. Its functions reject with what the transport rejects with. */
export interface StoreReader {
  readonly batchOperation: Operation;
  /** How many such locations one batch may contain. */
  readonly batchLimit: (location: Location) => number;
  readonly readOne: (location: Location, options: CallOptions) => Promise<Found>;
  /** By the location's key. What is left out is read alone. */
  readonly readBatch: (locations: readonly Location[], options: CallOptions) => Promise<Map<string, Found>>;
}
