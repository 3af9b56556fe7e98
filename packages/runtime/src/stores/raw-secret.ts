import { invalidResponse, type TransportFault } from '../transport/fault.js';
import type { Operation } from '../transport/transport.js';

/** A value as it is in its store, before it is decoded. */
export interface RawSecret {
  /** Id or number. Parameter Store begins again at 1 when a parameter is deleted and created again. */
  readonly version: string | undefined;
  readonly text: string | undefined;
  readonly bytes: Uint8Array | undefined;
  /** When the call that was answered was sent, by the client's clock, in milliseconds since 1970. */
  readonly askedAt?: number | undefined;
}

/** What is written: a string or bytes. */
export type Payload = { readonly text: string } | { readonly bytes: Uint8Array };

/** A transport does not check what it received: where a member's type is not AWS's, the answer counts as one that is not AWS's. */
export function checkRaw(operation: Operation, raw: RawSecret): RawSecret | TransportFault {
  const { version, text, bytes } = raw;
  const areStrings = [version, text].every((each: unknown) => each === undefined || typeof each === 'string');
  return areStrings && (bytes === undefined || ArrayBuffer.isView(bytes)) ? raw : invalidResponse(operation, 200);
}
