import { INTERNALS, type Reader, type ReadVersion } from '../reading/reader.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { LOOK_MS, MOST_LOOKS, MOST_SECRETS } from './limits.js';
import { lookAgain, type Seen } from './second-look.js';

interface Look {
  /** The version whose failure is its reason. */
  readonly failed: RawSecret;
  readonly began: number;
  readonly seen: Promise<Seen>;
}

/** What is known of a secret whose value was refused. */
interface Memory {
  looks: readonly Look[];
  /** A pending version that was accepted, for as long as `base` is the current one. */
  accepted?: { readonly base: RawSecret; readonly version: ReadVersion } | undefined;
  /** A pending version that was refused. */
  refused?: RawSecret | undefined;
}

// By what a client is made of, which its copies share: a cache of its own has a memory of its own.
const memories = new WeakMap<object, Map<string, Memory>>();

/** The version to try first, where `current` is what a read returns. */
export function firstVersion(reader: Reader, { key }: Location, current: ReadVersion): ReadVersion {
  const accepted = memories.get(reader[INTERNALS])?.get(key)?.accepted;
  return accepted && isSameRaw(accepted.base, current.raw) ? accepted.version : current;
}

/** What the store has now, after `failed` was refused: one look for all callers whose version it was, at most once in five seconds. */
export function lookAfter(reader: Reader, location: Location, failed: RawSecret): Promise<Seen> {
  const { now } = reader[INTERNALS];
  const memory = memoryOf(reader, location);
  const time = now();
  // After the clock was set back, the age of a look is unknown.
  const looks = memory.looks.filter(({ began }) => time >= began && time - began < LOOK_MS);
  const known = looks.find((look) => isSameRaw(look.failed, failed));
  if (known) return known.seen;
  const look = { failed, began: time, seen: lookAgain(reader, location) };
  memory.looks = [...looks, look].slice(-MOST_LOOKS);
  return look.seen;
}

/** Whether this pending version was refused before. */
export function isRefused(reader: Reader, location: Location, { raw }: ReadVersion): boolean {
  const { refused } = memoryOf(reader, location);
  return refused !== undefined && isSameRaw(refused, raw);
}

/** Remembers that a pending version was accepted while `base` is the current one. */
export function rememberAccepted(reader: Reader, location: Location, base: RawSecret, version: ReadVersion): void {
  memoryOf(reader, location).accepted = { base, version };
}

/** Remembers that a pending version was refused. */
export function rememberRefused(reader: Reader, location: Location, { raw }: ReadVersion): void {
  const memory = memoryOf(reader, location);
  memory.refused = raw;
  if (memory.accepted && isSameRaw(memory.accepted.version.raw, raw)) memory.accepted = undefined;
}

/** By version and value: a parameter that was deleted and set again has version 1 again, and values of `useSecrets` have no version. */
export function isSameRaw(one: RawSecret, other: RawSecret): boolean {
  if (one.version !== other.version || one.text !== other.text) return false;
  const [left, right] = [one.bytes, other.bytes];
  return left === right || (left !== undefined && right !== undefined && Buffer.compare(left, right) === 0);
}

function memoryOf(reader: Reader, { key }: Location): Memory {
  const parts = reader[INTERNALS];
  const secrets = memories.get(parts) ?? new Map<string, Memory>();
  memories.set(parts, secrets);
  const memory = secrets.get(key) ?? { looks: [] };
  // The secret that was refused last is the last to be forgotten.
  secrets.delete(key);
  const [oldest] = secrets.keys();
  if (oldest !== undefined && secrets.size >= MOST_SECRETS) secrets.delete(oldest);
  secrets.set(key, memory);
  return memory;
}
