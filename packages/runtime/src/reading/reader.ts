import type { GetSecretOptions } from '../client/secrets-client.js';
import { isSecretsError, type SecretsError } from '../contract/errors.js';
import type { OnSecretEvent } from '../events/events.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { timeoutError } from '../stores/store-errors.js';
import type { Outcome, Stores } from '../stores/stores.js';
import { type Cache, type Entry, FAILURE_MS, isAnswer, isOutOfReach, LIMIT, secretCache } from './cache.js';
import { type SetTimer, type WaitOptions, waitFor } from './deadline.js';
import { board, type Flight, flights } from './in-flight-reads.js';
import { revised } from './revision.js';

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
  readonly emit?: OnSecretEvent | undefined;
  /** @default setTimeout */
  readonly setTimer?: SetTimer | undefined;
}

/** A target and what is known of it. */
interface View {
  readonly location: Location;
  entry: Entry;
}

// Past its time to live a value is served for a tenth of that time while it is read anew.
const STALE_SHARE = 0.1;
// For so long past its time to live a value is served while the store is out of reach.
const OUTAGE_MS = 3_600_000;
// With a value in hand nobody waits longer for a new one.
const PATIENCE_MS = 1_000;

/** Under this key a client keeps what its own modules need of it. No part of its public type. */
export const INSIDE = Symbol('inside');

/** The part of a client that every handler needs; what else there is builds on it, and is bundled where it is used. */
export interface Reader {
  readonly getSecret: (target: unknown, options?: GetSecretOptions) => Promise<unknown>;
  readonly invalidateSecret: (target: unknown) => void;
  readonly [INSIDE]: ClientParts & Pick<Cache, 'forget' | 'watch'>;
}

/** Reads from any stores. Cache and flights are its own: one set of credentials, one region, one deployment. */
export function makeReader(parts: ClientParts): Reader {
  const { locate, stores, timeout, now, emit, setTimer } = parts;
  const cache = secretCache(parts);
  const takeOff = flights(stores, now);
  const views = new Map<unknown, View>();

  function viewOf(target: unknown): View {
    const seen = views.get(target);
    if (seen !== undefined) return seen;
    const location = locate(target);
    const view = { location, entry: cache.entryOf(location) };
    // No more than an index: references may be made at every call.
    if (views.size >= LIMIT) views.clear();
    views.set(target, view);
    return view;
  }

  /** Joins the read under way, unless it has been for so long that a freeze or a dead connection is more likely than an answer. */
  function flightTo(entry: Entry, location: Location, isRefresh: boolean): Flight {
    const under = entry.flight;
    const age = now() - (under?.began ?? 0);
    if (under !== undefined && !under.isOver && age >= 0 && age <= timeout) return under;
    entry.flight = takeOff(location, isRefresh, (flight, outcome) => {
      if (entry.flight !== flight || flight.isOver) {
        // Overtaken, so its value is not kept; but whoever says that there is none is heard.
        if (isSecretsError(outcome) && isAnswer(outcome)) cache.clear(entry);
        return outcome;
      }
      entry.flight = undefined;
      if (isSecretsError(outcome)) {
        if (!flight.isLate || !isOutOfReach(outcome)) fail(entry, flight, outcome);
        return outcome;
      }
      const type = entry.raw === undefined ? 'miss' : 'refresh';
      const raw = cache.keep(entry, location, outcome, flight.began);
      emit?.({ type, name: location.id, durationMs: now() - flight.began, version: raw.version });
      return raw;
    });
    return entry.flight;
  }

  function fail(entry: Entry, { location, began }: Flight, error: SecretsError): void {
    cache.fail(entry, error, began);
    emit?.({ type: 'error', name: location.id, durationMs: now() - began, error: error.name });
  }

  const wait = (entry: Entry, flight: Flight, options: WaitOptions, most?: number): Promise<RawSecret> =>
    waitFor(flight.outcome.then(rawIn), {
      ...options,
      budget: timeout,
      most,
      setTimer,
      onTimeout: (milliseconds) => {
        const error = timeoutError(flight.location, milliseconds);
        const isTelling = entry.raw !== undefined || milliseconds >= timeout;
        if (isTelling && entry.flight === flight && !flight.isLate) {
          flight.isLate = true;
          fail(entry, flight, error);
        }
        return error;
      },
      leave: board(flight),
    });

  async function rawOf(entry: Entry, location: Location, options: GetSecretOptions): Promise<RawSecret> {
    const ttl = options.ttl === undefined ? cache.ttlOf(location) : options.ttl * 1000;
    const life = entry.isSpoilt ? Math.min(ttl, FAILURE_MS) : ttl;
    const isStrict = options.fresh || ttl === 0;
    const ageOf = () => now() - entry.readAt;
    /** What may be served if need be. */
    const inHand = () => (!isStrict && now() >= entry.keptAt && ageOf() < life + OUTAGE_MS ? entry.raw : undefined);
    const serve = (type: 'hit' | 'stale', raw: RawSecret, error?: SecretsError) => {
      entry.isUsed = true;
      emit?.({ type, name: location.id, version: raw.version, ageMs: ageOf(), error: error?.name });
      return raw;
    };

    const raw = inHand();
    if (raw && ageOf() < life * entry.jitter) return serve('hit', raw);
    const isBarelyStale = () => ageOf() < life * (entry.jitter + STALE_SHARE);
    const { failure } = entry;
    const failureAge = now() - entry.failedAt;
    if (failure && !isStrict && failureAge >= 0 && now() < entry.retryAt) {
      if (raw && (isOutOfReach(failure) || isBarelyStale())) return serve('stale', raw, failure);
      if (failureAge < FAILURE_MS) throw failure;
    }
    const flight = flightTo(entry, location, raw !== undefined);
    if (!raw) return wait(entry, flight, options);
    // Nobody but the client itself waits for it, within the usual time.
    if (flight.aboard === 0) wait(entry, flight, {}).catch(() => {});
    if (isBarelyStale()) return serve('stale', raw);
    try {
      return await wait(entry, flight, options, PATIENCE_MS);
    } catch (error) {
      const spare = inHand();
      if (spare && isSecretsError(error) && isOutOfReach(error)) return serve('stale', spare, error);
      throw error;
    }
  }

  async function read(target: unknown, options: GetSecretOptions = {}): Promise<unknown> {
    options.signal?.throwIfAborted();
    const view = viewOf(target);
    const location = revised(view.location, options);
    const entry = cache.entryOf(location);
    if (location === view.location) view.entry = entry;
    const value = await cache.value(entry, location, await rawOf(entry, location, options));
    return value instanceof Uint8Array && location.definition.kind === 'binary' ? Uint8Array.from(value) : value;
  }

  return {
    getSecret: (target, options) => {
      const view = views.get(target);
      if (view !== undefined && options === undefined) {
        const { entry, location } = view;
        const time = now();
        if (time < entry.freshUntil && time >= entry.keptAt && entry.definition === location.definition) {
          entry.isUsed = true;
          emit?.({ type: 'hit', name: location.id, version: entry.raw?.version, ageMs: time - entry.readAt });
          if (entry.ready !== undefined) return entry.ready;
        }
      }
      return read(target, options);
    },
    invalidateSecret: (target) => cache.forget(locate(target)),
    [INSIDE]: { ...cache, ...parts },
  };
}

function rawIn(outcome: Outcome): RawSecret {
  if (isSecretsError(outcome)) throw outcome;
  return outcome;
}
