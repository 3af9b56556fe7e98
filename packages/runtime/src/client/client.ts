import { isSecretsError, type SecretsErrorName } from '../contract/errors.js';
import { secretCache } from './cache.js';
import { type WaitOptions, waitFor } from './deadline.js';
import { encode } from './encode.js';
import { flights } from './flights.js';
import { invalidTarget } from './locate-target.js';
import type { Location } from './location.js';
import { redacted } from './protect.js';
import type { RawSecret } from './raw-secret.js';
import type { GetSecretOptions, SecretsClient } from './secrets-client.js';
import { timeoutError } from './store-errors.js';
import type { Stores } from './stores.js';

export interface ClientParts {
  readonly locate: (target: unknown) => Location;
  readonly stores: Stores;
  /** Seconds; undefined leaves the choice to the location. */
  readonly ttl?: number | undefined;
  /** Milliseconds that a call may take where its caller sets no deadline. */
  readonly timeout: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

// The store has spoken: what was taken away is not served from the cache either.
const REVOKING: ReadonlySet<SecretsErrorName> = new Set<SecretsErrorName>([
  'SecretNotFoundError',
  'SecretDeletedError',
  'SecretAccessDeniedError',
  'SecretKeyUnavailableError',
]);

/** The client over any stores. Cache and flights are its own: one set of credentials, one region, one deployment. */
export function makeClient({ locate, stores, ttl, timeout, now, random }: ClientParts): SecretsClient {
  const cache = secretCache({ ttl, now, random });
  const air = flights(stores, (location, outcome) => {
    if (!isSecretsError(outcome)) cache.keep(location, outcome);
    else if (REVOKING.has(outcome.name)) cache.drop(location.key);
  });

  const rawOf = (location: Location, options: GetSecretOptions): RawSecret | Promise<RawSecret> => {
    const cached = options.fresh ? undefined : cache.fresh(location);
    if (cached !== undefined) return cached;
    const { value, join } = air.flightTo(location);
    return wait(location, value, options, join());
  };

  const wait = <T>(location: Location, work: Promise<T>, options: WaitOptions, leave: () => void) =>
    waitFor(work, options, timeout, (milliseconds) => timeoutError(location, milliseconds), leave);

  const read = async (location: Location, options: GetSecretOptions): Promise<unknown> => {
    options.signal?.throwIfAborted();
    const value = await cache.value(location, await rawOf(location, options));
    return value instanceof Uint8Array && location.definition.kind === 'binary' ? Uint8Array.from(value) : value;
  };

  /** All values, in order; those that must be asked for start together, so that they share a call. */
  const readAll = (locations: readonly Location[], options: GetSecretOptions): Promise<unknown>[] => {
    if (!options.signal?.aborted) {
      air.depart(locations.filter((location) => options.fresh || cache.fresh(location) === undefined));
    }
    return locations.map((location) => read(location, options));
  };

  const forget = (location: Location) => {
    cache.drop(location.key);
    air.detach(location.key);
  };

  const client: Untyped = {
    getSecret: async (target, options = {}) => read(locate(target), options),
    getSecrets: async (targets, options = {}) => {
      if (typeof targets !== 'object' || targets === null) throw invalidTarget();
      const keys = Object.keys(targets);
      const values = await Promise.all(readAll(Object.values(targets).map(locate), options));
      // `fromEntries` defines keys, where an assignment could set a prototype.
      return redacted(
        Array.isArray(targets) ? values : Object.fromEntries(keys.map((key, index) => [key, values[index]])),
      );
    },
    prefetchSecrets: (...targets) => {
      const locations = targets.flatMap((target) => {
        try {
          return [locate(target)];
        } catch {
          return [];
        }
      });
      for (const value of readAll(locations, {})) value.catch(() => {});
    },
    invalidateSecret: (target) => forget(locate(target)),
    putSecret: async (target, value, options = {}) => {
      const location = locate(target);
      options.signal?.throwIfAborted();
      const payload = await encode(value, location);
      const upstream = new AbortController();
      // Before, for reads that began before; after, for reads that began meanwhile and may have seen either value.
      forget(location);
      try {
        await wait(location, stores.write(location, payload, upstream.signal), options, () => upstream.abort());
      } finally {
        forget(location);
      }
    },
  };
  // What a target's value is, only its definition knows; `decode` holds values to it.
  return client as SecretsClient;
}

interface Untyped {
  getSecret: (target: unknown, options?: GetSecretOptions) => Promise<unknown>;
  getSecrets: (targets: unknown, options?: GetSecretOptions) => Promise<object>;
  prefetchSecrets: (...targets: readonly unknown[]) => void;
  invalidateSecret: (target: unknown) => void;
  putSecret: (target: unknown, value: unknown, options?: WaitOptions) => Promise<void>;
}
