import type { SecretDefinition } from '../contract/definition.js';
import { decode } from './decode.js';
import type { Location } from './location.js';
import type { RawSecret } from './raw-secret.js';

interface Entry {
  readonly raw: RawSecret;
  readonly expires: number;
  /** Decoded and validated once per definition; weak, since definitions may be made at every call. */
  readonly decoded: WeakMap<SecretDefinition, Promise<unknown>>;
}

export interface CacheOptions {
  /** Seconds; undefined leaves the choice to the location. */
  readonly ttl: number | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

const TTL_SECONDS = 300;
// What `npx ampx sandbox secret set` changes takes effect at once.
const SANDBOX_TTL_SECONDS = 5;
// Up to a tenth less, so that a fleet which started together does not read together.
const JITTER = 0.1;

export interface Cache {
  readonly fresh: (location: Location) => RawSecret | undefined;
  readonly keep: (location: Location, raw: RawSecret) => void;
  readonly drop: (key: string) => void;
  /** The decoded value; a value that cannot be decoded is not kept, raw or otherwise. */
  readonly value: (location: Location, raw: RawSecret) => Promise<unknown>;
}

/** Raw values by location, for their time to live, each with what was decoded from it. */
export function secretCache({ ttl, now, random }: CacheOptions): Cache {
  const entries = new Map<string, Entry>();
  return {
    fresh: ({ key }) => {
      const entry = entries.get(key);
      return entry !== undefined && now() < entry.expires ? entry.raw : undefined;
    },
    keep: (location, raw) => {
      const seconds = ttl ?? (location.environment === 'sandbox' ? SANDBOX_TTL_SECONDS : TTL_SECONDS);
      const expires = now() + seconds * 1000 * (1 - JITTER * random());
      const before = entries.get(location.key);
      const known = before !== undefined && isSameVersion(before.raw, raw) ? before : { raw, decoded: new WeakMap() };
      entries.set(location.key, { ...known, expires });
    },
    drop: (key) => void entries.delete(key),
    value: (location, raw) => {
      const { key, definition } = location;
      const entry = entries.get(key);
      const decoded = entry !== undefined && isSameVersion(entry.raw, raw) ? entry.decoded : new WeakMap();
      const known = decoded.get(definition);
      if (known !== undefined) return known;
      const value = decode(raw, location);
      decoded.set(definition, value);
      value.catch(() => {
        if (entries.get(key)?.decoded === decoded) entries.delete(key);
      });
      return value;
    },
  };
}

/** By version and by text: a parameter that was deleted and set again has version 1 once more. */
function isSameVersion(one: RawSecret, other: RawSecret): boolean {
  if (one === other) return true;
  return (
    one.version !== undefined && one.version === other.version && one.text === other.text && !one.bytes && !other.bytes
  );
}
