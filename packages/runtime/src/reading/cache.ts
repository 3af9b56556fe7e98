import type { SecretDefinition } from '../contract/definition.js';
import type { SecretsError } from '../contract/errors.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { decode } from '../values/decode.js';
import type { InFlightRead } from './in-flight-reads.js';
import {
  FAILURE_MS,
  FIRST_PAUSE_MS,
  JITTER,
  LIMIT,
  LONGEST_MS,
  LONGEST_PAUSE_MS,
  SANDBOX_TTL_SECONDS,
  TTL_SECONDS,
} from './limits.js';

/**
 * What is known about one secret, or one revision of it. A class, so that all entries have the same hidden class in V8: a hit reads
 * their fields in nanoseconds.
 */
export class Entry {
  raw: RawSecret | undefined;
  /** When the store was asked for `raw`, in milliseconds since 1970. */
  readAt = 0;
  /** When it was cached. A clock that shows less has been set back, so the age is unknown. */
  keptAt = 0;
  /** From `keptAt` until then, reads with the client's own time to live are hits. */
  freshUntil = 0;
  /** What a time to live is multiplied by: a little below 1. */
  jitter = 1;
  /** The definition of `ready`: the first that decoded `raw`. Never a binary one, since each read of bytes gets a copy. */
  definition: SecretDefinition | undefined;
  ready: Promise<unknown> | undefined;
  /** `raw` as decoded by other definitions. Weak, since definitions may be made at every call. */
  others: WeakMap<SecretDefinition, Promise<unknown>> | undefined;
  /** What rejects, by the definitions that refused `raw`. */
  refusals: WeakMap<SecretDefinition, Promise<unknown>> | undefined;
  /** The store's last error, if it has not answered since. */
  failure: SecretsError | undefined;
  failures = 0;
  failedAt = 0;
  /** When the store may be asked again after `failure`. */
  retryAt = 0;
  inFlight: InFlightRead | undefined;
  /** Whether it was served since the cache last made room. */
  isUsed = false;
}

export interface CacheOptions {
  /**
   * Seconds.
   * @default 300; 5 in sandboxes
   */
  readonly ttl?: number | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

export interface Cache {
  /** The entry of a location, made where there is none. */
  readonly entryOf: (location: Location) => Entry;
  /** Milliseconds. */
  readonly ttlOf: (location: Location) => number;
  /** Caches the value of a read that began at `began`. Returns the cached value: the old one, if it is the same version. */
  readonly keep: (entry: Entry, location: Location, raw: RawSecret, began: number) => RawSecret;
  /** Records a failed read. Evicts the value if the store said that there is none, or denied it. */
  readonly fail: (entry: Entry, error: SecretsError, began: number) => void;
  /** The decoded value. */
  readonly value: (entry: Entry, location: Location, raw: RawSecret) => Promise<unknown>;
  /** Gives up a value whose schema has not answered: the next read asks the schema anew. */
  readonly abandon: (entry: Entry, location: Location) => void;
  /** Forgets a value, and the outcome of a read in flight. */
  readonly clear: (entry: Entry) => void;
  /** Forgets a secret with all its revisions. */
  readonly forget: (location: Location) => void;
  /** For redaction: tells the one watcher each cached value, and each that is cached or dropped later. */
  readonly watch: (watcher: HeldWatcher) => void;
}

export interface HeldWatcher {
  readonly hold: (raw: RawSecret) => void;
  readonly drop: (raw: RawSecret) => void;
}

/** Raw values by location, each with what was decoded from it and the store's last failure. */
export function secretCache({ ttl, now, random }: CacheOptions): Cache {
  const entries = new Map<string, Entry>();
  let watcher: HeldWatcher | undefined;

  function clear(entry: Entry): void {
    if (entry.raw) watcher?.drop(entry.raw);
    Object.assign(entry, new Entry());
  }

  /** Evicts by second chance: an entry that was read since the last time goes to the end of the queue. Costs a read one flag. */
  function makeRoom(): void {
    for (const [key, entry] of entries) {
      if (entries.size < LIMIT) return;
      entries.delete(key);
      if (entry.isUsed) entries.set(key, entry);
      else clear(entry);
      entry.isUsed = false;
    }
  }

  const ttlOf = ({ environment }: Location) =>
    (ttl ?? (environment === 'sandbox' ? SANDBOX_TTL_SECONDS : TTL_SECONDS)) * 1000;

  return {
    clear,
    ttlOf,
    entryOf: ({ key }) => {
      const known = entries.get(key);
      if (known) return known;
      makeRoom();
      const entry = new Entry();
      entries.set(key, entry);
      return entry;
    },
    keep: (entry, location, raw, began) => {
      if (!entry.raw || !isSameVersion(entry.raw, raw)) {
        clear(entry);
        entry.raw = raw;
        watcher?.hold(raw);
      }
      // The schema of a definition may accept now what it refused.
      entry.refusals = entry.failure = undefined;
      entry.failures = 0;
      // A read asks again after a failure, and the clock may have been set back since it began.
      const { askedAt = began } = raw;
      entry.readAt = askedAt;
      entry.keptAt = Math.max(askedAt, now());
      entry.jitter = 1 - JITTER * random();
      entry.freshUntil = askedAt + ttlOf(location) * entry.jitter;
      return entry.raw ?? raw;
    },
    fail: (entry, error, began) => {
      const time = now();
      if (isAnswer(error)) {
        clear(entry);
        entry.retryAt = time + FAILURE_MS;
      }
      // A read that took longer was in flight while the container was frozen, which says nothing about the store.
      else if (time - began < LONGEST_MS) {
        // Without a cached value, the second read may try at once.
        const steps = entry.failures++ - (entry.raw ? 0 : 1);
        const pause = steps < 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** steps, LONGEST_PAUSE_MS);
        entry.retryAt = time + pause * (1 - random() / 2);
      } else return;
      entry.failure = error;
      entry.failedAt = time;
    },
    value: (entry, location, raw) => {
      if (entry.raw !== raw) return decode(raw, location);
      const { definition } = location;
      const known =
        entry.definition === definition
          ? entry.ready
          : (entry.others?.get(definition) ?? entry.refusals?.get(definition));
      if (known) return known;
      const value = decode(raw, location);
      const makeReady = () => {
        if (entry.raw !== raw || entry.definition || definition.kind === 'binary') return;
        entry.definition = definition;
        entry.ready = value;
      };
      // A schema may never answer, and nobody waits for `ready` with a deadline.
      if (!definition.schema) makeReady();
      if (entry.definition !== definition) {
        entry.others ??= new WeakMap();
        entry.others.set(definition, value);
      }
      value.then(makeReady, () => {
        if (entry.raw !== raw) return;
        if (entry.definition === definition) entry.definition = entry.ready = undefined;
        entry.others?.delete(definition);
        entry.refusals ??= new WeakMap();
        entry.refusals.set(definition, value);
      });
      return value;
    },
    abandon: (entry, { definition }) => void entry.others?.delete(definition),
    forget: ({ key }) => {
      for (const [known, entry] of entries) {
        if (known === key || known.startsWith(`${key} `)) clear(entry);
      }
    },
    watch: (newWatcher) => {
      watcher = newWatcher;
      for (const { raw } of entries.values()) if (raw) newWatcher.hold(raw);
    },
  };
}

/** Whether the store said that there is no value, or denied it: then the cached value is not served either. */
export function isAnswer({ name }: SecretsError): boolean {
  return /^Secret(NotFound|Deleted|AccessDenied|KeyUnavailable)Error$/.test(name);
}

/** Whether the store could not answer: then the cached value may be served. */
export function isOutOfReach({ name }: SecretsError): boolean {
  return /^Store(Throttled|Timeout|Unreachable)Error$/.test(name);
}

/** By version and by value: a parameter that was deleted and set again has version 1 again. Bytes always count as new. */
function isSameVersion(one: RawSecret, other: RawSecret): boolean {
  return (
    one.version !== undefined && one.version === other.version && one.text === other.text && !one.bytes && !other.bytes
  );
}
