import type { SecretDefinition } from '../contract/definition.js';
import type { SecretsError } from '../contract/errors.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { decode } from '../values/decode.js';
import { LONGEST_MS } from './deadline.js';
import type { Flight } from './in-flight-reads.js';

/**
 * What is known of one secret, or of one revision of it. A class for its shape: a hit reads its fields in nanoseconds as long as all
 * entries are laid out alike.
 */
export class Entry {
  raw: RawSecret | undefined;
  /** When the read that brought `raw` began, in milliseconds since 1970. */
  readAt = 0;
  /** When it was kept. A clock that shows less was set back, and tells no age. */
  keptAt = 0;
  /** Until then, and not before `keptAt`, reads with the client's own time to live are hits. */
  freshUntil = 0;
  /** What a time to live is multiplied with: a little below 1. */
  jitter = 1;
  /** Some definition refused `raw`. */
  isSpoilt = false;
  /** `raw` as its first definition sees it, unless that is binary, of which each read gets a copy. */
  definition: SecretDefinition | undefined;
  ready: Promise<unknown> | undefined;
  /** `raw` as other definitions see it; weak, since definitions may be made at every call. */
  others: WeakMap<SecretDefinition, Promise<unknown>> | undefined;
  /** Why the store was of no help the last time, since when, and until when it is left alone. */
  failure: SecretsError | undefined;
  failures = 0;
  failedAt = 0;
  retryAt = 0;
  /** The read under way whose outcome is waited for. */
  flight: Flight | undefined;
  /** Served since the last look for something to forget. */
  isUsed = false;
}

export interface CacheOptions {
  /** Seconds; undefined leaves the choice to the location. */
  readonly ttl?: number | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

const TTL_SECONDS = 300;
// What `npx ampx sandbox secret set` changes takes effect at once.
const SANDBOX_TTL_SECONDS = 5;
// Up to a tenth less, so that a fleet which started together does not read together.
const JITTER = 0.1;
/** How long it is remembered at most that there is no value. */
export const FAILURE_MS = 5_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** How many secrets are held, revisions counted apart. */
export const LIMIT = 2_000;

export interface Cache {
  /** The entry of a location, made where there is none. */
  readonly entryOf: (location: Location) => Entry;
  /** Milliseconds. */
  readonly ttlOf: (location: Location) => number;
  /** Takes what a read that began at `began` brought; returns what is kept of it. */
  readonly keep: (entry: Entry, location: Location, raw: RawSecret, began: number) => RawSecret;
  /** Takes note of a read that failed, and evicts the value where the store has spoken. */
  readonly fail: (entry: Entry, error: SecretsError, began: number) => void;
  /** The decoded value. */
  readonly value: (entry: Entry, location: Location, raw: RawSecret) => Promise<unknown>;
  /** Forgets what is known; what is in the air is not remembered either. */
  readonly clear: (entry: Entry) => void;
  /** Forgets a secret with all its revisions. */
  readonly forget: (location: Location) => void;
  /** For redaction: tells a watcher, the only one, what is held, and from then on what comes and goes. */
  readonly watch: (watcher: HeldWatcher) => void;
}

export interface HeldWatcher {
  readonly hold: (raw: RawSecret) => void;
  readonly drop: (raw: RawSecret) => void;
}

/** Raw values by location, each with what was decoded from it and with how the store has done lately. */
export function secretCache({ ttl, now, random }: CacheOptions): Cache {
  const entries = new Map<string, Entry>();
  let watcher: HeldWatcher | undefined;

  function clear(entry: Entry): void {
    if (entry.raw !== undefined) watcher?.drop(entry.raw);
    Object.assign(entry, new Entry());
  }

  /** Second chances: who was read since the last look goes to the end of the line. Costs a read no more than a flag. */
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
      if (known !== undefined) return known;
      makeRoom();
      const entry = new Entry();
      entries.set(key, entry);
      return entry;
    },
    keep: (entry, location, raw, began) => {
      if (entry.raw === undefined || entry.isSpoilt || !isSameVersion(entry.raw, raw)) {
        clear(entry);
        entry.raw = raw;
        watcher?.hold(raw);
      }
      entry.failure = undefined;
      entry.failures = 0;
      entry.readAt = began;
      entry.keptAt = Math.max(began, now());
      entry.jitter = 1 - JITTER * random();
      entry.freshUntil = began + ttlOf(location) * entry.jitter;
      return entry.raw ?? raw;
    },
    fail: (entry, error, began) => {
      const time = now();
      if (isAnswer(error)) {
        clear(entry);
        entry.retryAt = time + FAILURE_MS;
      }
      // What a frozen container left in the air says nothing of the store.
      else if (time - began < LONGEST_MS) {
        // Without a value in hand, whoever asks a second time is not turned away.
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
      const known = entry.definition === definition ? entry.ready : entry.others?.get(definition);
      if (known !== undefined) return known;
      const value = decode(raw, location);
      if (entry.definition === undefined && definition.kind !== 'binary') {
        entry.definition = definition;
        entry.ready = value;
      } else {
        entry.others ??= new WeakMap();
        entry.others.set(definition, value);
      }
      value.catch(() => {
        if (entry.raw !== raw) return;
        entry.isSpoilt = true;
        entry.freshUntil = 0;
      });
      return value;
    },
    forget: ({ key }) => {
      for (const [known, entry] of entries) {
        if (known === key || known.startsWith(`${key} `)) clear(entry);
      }
    },
    watch: (newWatcher) => {
      watcher = newWatcher;
      for (const { raw } of entries.values()) if (raw !== undefined) newWatcher.hold(raw);
    },
  };
}

/** The store has spoken: what was taken away is not served from the cache either. */
export function isAnswer({ name }: SecretsError): boolean {
  return /^Secret(NotFound|Deleted|AccessDenied|KeyUnavailable)Error$/.test(name);
}

/** What is in hand may be served meanwhile. */
export function isOutOfReach({ name }: SecretsError): boolean {
  return /^Store(Throttled|Timeout|Unreachable)Error$/.test(name);
}

/** By version and by text: a parameter that was deleted and set again has version 1 once more. Bytes are taken for new. */
function isSameVersion(one: RawSecret, other: RawSecret): boolean {
  return (
    one.version !== undefined && one.version === other.version && one.text === other.text && !one.bytes && !other.bytes
  );
}
