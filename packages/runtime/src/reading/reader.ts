import { isSecretsError, type SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { schemaTimeoutError } from '../stores/store-errors.js';
import { type Cache, type Entry, isOutOfReach, secretCache } from './cache.js';
import type { ClientParts } from './client-parts.js';
import { waitFor } from './deadline.js';
import { decide, lifeOf, pauseOf, usableValue } from './decide.js';
import type { GetSecretOptions } from './get-secret-options.js';
import { LIMIT, PATIENCE_MS } from './limits.js';
import { revised } from './revision.js';
import { sharedReads } from './shared-reads.js';
import { remembered, thrownHere } from './thrown-here.js';

/** A target with its location and its entry. */
interface View {
  readonly location: Location;
  entry: Entry;
}

/** The key under which a client keeps what modules of this package need of it, in any installed copy. Not in its public type. */
export const INTERNALS = Symbol.for('@amplify-secrets/internals');

/** The part of a client that every handler needs. The rest builds on it, and is bundled only where it is used. */
export interface Reader {
  readonly getSecret: (target: unknown, options?: GetSecretOptions) => Promise<unknown>;
  readonly invalidateSecret: (target: unknown) => void;
  readonly [INTERNALS]: Internals;
}

interface Internals extends ClientParts, Omit<Cache, 'clear' | 'abandon'> {
  /** As `getSecret`, with the version that the value is of. */
  readonly readVersion: (target: unknown, options?: GetSecretOptions) => Promise<ReadVersion>;
}

/** A value, and what it was decoded from. */
export interface ReadVersion {
  readonly raw: RawSecret;
  readonly value: unknown;
}

/** Reads from any stores. Has its own cache and its own calls: one set of credentials, one region, one deployment. */
export function makeReader(parts: ClientParts): Reader {
  const { locate, now, emit, timeout, setTimer } = parts;
  const cache = secretCache(parts);
  const { readOf, wait } = sharedReads(parts, cache);
  const views = new Map<unknown, View>();

  function viewOf(target: unknown): View {
    const known = views.get(target);
    if (known) return known;
    const location = locate(target);
    const view = { location, entry: cache.entryOf(location) };
    // References may be made at every call; this is only an index.
    if (views.size >= LIMIT) views.clear();
    views.set(target, view);
    return view;
  }

  function serve(type: 'hit' | 'stale', entry: Entry, { id }: Location, error?: SecretsError): void {
    entry.isUsed = true;
    emit?.({ type, name: id, version: entry.raw?.version, ageMs: now() - entry.readAt, error: error?.name });
  }

  async function rawOf(entry: Entry, location: Location, options: GetSecretOptions): Promise<RawSecret> {
    const ttl = options.fresh ? 0 : options.ttl === undefined ? cache.ttlOf(location) : options.ttl * 1000;
    const time = now();
    const life = lifeOf(entry, location.definition, ttl);
    const decision = decide(entry, time, life);
    const raw = usableValue(entry, time, life);
    const { failure } = entry;
    if (failure && decision === 'refused') throw remembered(failure, pauseOf(entry, time));
    if (raw && (decision === 'hit' || decision === 'stale')) {
      serve(decision, entry, location, decision === 'stale' ? failure : undefined);
      return raw;
    }
    const read = readOf(entry, location, !!raw);
    if (!raw) return wait(entry, read, options);
    // The client itself waits for a refresh, with the usual deadline.
    if (read.waiters === 0) wait(entry, read, {}).catch(() => {});
    if (decision === 'refresh') {
      serve('stale', entry, location);
      return raw;
    }
    try {
      return await wait(entry, read, options, PATIENCE_MS);
    } catch (error) {
      const spare = usableValue(entry, now(), life);
      if (!spare || !isSecretsError(error) || !isOutOfReach(error)) throw error;
      serve('stale', entry, location, error);
      return spare;
    }
  }

  async function readVersion(target: unknown, given: GetSecretOptions = {}): Promise<ReadVersion> {
    const options = ownProperties(given);
    options.signal?.throwIfAborted();
    const view = viewOf(target);
    const location = revised(view.location, options);
    const entry = cache.entryOf(location);
    if (location === view.location) view.entry = entry;
    const began = now();
    try {
      const raw = await rawOf(entry, location, options);
      const value = await decoded(raw, entry, location, options, began);
      const isBytes = value instanceof Uint8Array && location.definition.kind === 'binary';
      return { raw, value: isBytes ? Uint8Array.from(value) : value };
    } catch (error) {
      throw thrownHere(error);
    }
  }

  function decoded(
    raw: RawSecret,
    entry: Entry,
    location: Location,
    options: GetSecretOptions,
    began: number,
  ): Promise<unknown> {
    const decoding = cache.value(entry, location, raw);
    if (!location.definition.schema) return decoding;
    // What is left of the deadline is for the schema, which may be asynchronous.
    return waitFor(decoding, {
      ...options,
      budget: timeout - Math.max(0, now() - began),
      setTimer,
      onTimeout: (milliseconds) => {
        cache.abandon(entry, location);
        return schemaTimeoutError(location, milliseconds);
      },
    });
  }

  return {
    // A hit without options costs no more than this: `benchmarks` measures it in nanoseconds.
    getSecret: (target, options) => {
      const view = views.get(target);
      if (view && options === undefined) {
        const { entry, location } = view;
        const time = now();
        if (time < entry.freshUntil && time >= entry.keptAt && entry.definition === location.definition) {
          serve('hit', entry, location);
          if (entry.ready) return entry.ready;
        }
      }
      return readVersion(target, options).then(({ value }) => value);
    },
    invalidateSecret: (target) => cache.forget(locate(target)),
    [INTERNALS]: { ...cache, ...parts, readVersion },
  };
}
