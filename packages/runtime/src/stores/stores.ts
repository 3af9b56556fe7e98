import type { SecretsError } from '../contract/errors.js';
import type { OnSecretEvent } from '../events/events.js';
import { isTransportFault } from '../transport/fault.js';
import type { Signal } from '../transport/signal.js';
import type { CallOptions, Transport } from '../transport/transport.js';
import { checkRegion } from './check-region.js';
import { REFUSED_MS } from './limits.js';
import type { Location } from './location.js';
import { parameterStore } from './parameter-store.js';
import type { Payload, RawSecret } from './raw-secret.js';
import { secretsManager } from './secrets-manager.js';
import { storeError } from './store-errors.js';
import type { Found, StoreReader, TimedCall } from './store-reader.js';

/** The value, or the error. */
export type Outcome = RawSecret | SecretsError;

/** By the location's key. A promise, where a secret had to be read alone; it never rejects. */
export type Outcomes = Map<string, Outcome | Promise<Outcome>>;

/** Where a client reads and writes. */
export type Stores = Source & (Sink | { readonly transport: Transport });

export interface Source {
  /** How many such locations one call may read. */
  readonly batchLimit: (location: Location) => number;
  /** Reads locations that have the same store. Never rejects. */
  readonly read: (locations: readonly Location[], options: CallOptions) => Promise<Outcomes>;
}

export interface Sink {
  /** Rejects with a SecretsError. */
  readonly write: (location: Location, payload: Payload, signal: Signal) => Promise<void>;
}

export function storesBehind(transport: Transport, now: () => number, emit?: OnSecretEvent): Stores {
  const call: TimedCall = async (...args) => {
    const askedAt = now();
    return { ...(await transport.call(...args)), askedAt };
  };
  const amplify = parameterStore(call);
  const manager = secretsManager(call);
  const storeOf = ({ store }: Location) => (store === 'amplify' ? amplify : manager);
  const refusedAt = new Map<StoreReader, number>();
  const mayBatch = (store: StoreReader) => {
    const age = now() - (refusedAt.get(store) ?? Number.NaN);
    return !(age >= 0 && age < REFUSED_MS);
  };

  async function readAlone(location: Location, options: CallOptions): Promise<Outcome> {
    try {
      await checkRegion(location, transport);
      return outcomeOf(await storeOf(location).readOne(location, options), location);
    } catch (error) {
      return storeError(error, location);
    }
  }

  async function readTogether(
    store: StoreReader,
    locations: readonly Location[],
    options: CallOptions,
    outcomes: Outcomes,
  ): Promise<void> {
    const { batchOperation: name } = store;
    const size = locations.length;
    const began = now();
    try {
      const found = await store.readBatch(locations, options);
      emit?.({ type: 'batch', name, size, durationMs: now() - began });
      for (const location of locations) {
        const one = found.get(location.key);
        if (one) outcomes.set(location.key, outcomeOf(one, location));
      }
    } catch (error) {
      // The quota of Secrets Manager for single reads is a hundred times that for batches; Parameter Store has one for both.
      const isSplit =
        isTransportFault(error) &&
        (error.kind === 'refused' || (error.kind === 'throttled' && store === manager)) &&
        !options.signal.aborted;
      if (!isSplit) {
        for (const location of locations) outcomes.set(location.key, storeError(error, location));
        return;
      }
      if (/^(AccessDenied|UnknownOperation|InvalidAction)/.test(error.code)) refusedAt.set(store, now());
      emit?.({ type: 'fallback', name, size, error: error.code });
    }
  }

  return {
    batchLimit: (location) => (location.revision ? 1 : storeOf(location).batchLimit(location)),
    read: async (locations, options) => {
      const [first] = locations;
      const store = first && storeOf(first);
      const outcomes: Outcomes = new Map();
      if (store && locations.length > 1 && mayBatch(store)) {
        const here: Location[] = [];
        const sort = async (location: Location) => {
          try {
            await checkRegion(location, transport);
            here.push(location);
          } catch {}
        };
        await Promise.all(locations.map(sort));
        if (here.length > 1) await readTogether(store, here, options, outcomes);
      }
      for (const location of locations) {
        if (!outcomes.has(location.key)) outcomes.set(location.key, readAlone(location, options));
      }
      return outcomes;
    },
    transport,
  };
}

function outcomeOf(found: Found, location: Location): Outcome {
  return 'kind' in found ? storeError(found, location) : found;
}
