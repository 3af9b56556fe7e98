import type { SecretDefinition } from '../contract/definition.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { type Entry, isOutOfReach } from './cache.js';
import { FAILURE_MS, OUTAGE_MS, STALE_SHARE } from './limits.js';

/**
 * What to do for a read:
 * - `hit`: serve the cached value.
 * - `stale`: serve the cached value, past its time to live, without asking the store: it failed a moment ago.
 * - `refused`: reject with the store's last error, without asking again yet.
 * - `refresh`: serve the cached value, past its time to live, while one call renews it.
 * - `read`: wait for the store.
 */
export type Decision = 'hit' | 'stale' | 'refused' | 'refresh' | 'read';

/** `time` is in milliseconds since 1970. `life` is in milliseconds; 0 accepts only what the store returns from now on. */
export function decide(entry: Entry, time: number, life: number): Decision {
  const { readAt, jitter, failure, failedAt, retryAt } = entry;
  const hasValue = !!usableValue(entry, time, life);
  if (hasValue && time - readAt < life * jitter) return 'hit';
  const isBarelyStale = hasValue && time - readAt < life * (jitter + STALE_SHARE);
  if (failure && life > 0 && time >= failedAt && time < retryAt) {
    if (isBarelyStale || (hasValue && isOutOfReach(failure))) return 'stale';
    if (time - failedAt < FAILURE_MS) return 'refused';
  }
  return isBarelyStale ? 'refresh' : 'read';
}

/** For how long the last failure is served without a value, in milliseconds. */
export function pauseOf({ failedAt, retryAt }: Entry, time: number): number {
  return Math.min(retryAt, failedAt + FAILURE_MS) - time;
}

/** The cached value, if it may be served while the store is out of reach. */
export function usableValue(entry: Entry, time: number, life: number): RawSecret | undefined {
  const isUsable = life > 0 && time >= entry.keptAt && time - entry.readAt < life + OUTAGE_MS;
  return isUsable ? entry.raw : undefined;
}

/** How long the value lives for a definition, in milliseconds: one that the definition refused, no longer than an error. */
export function lifeOf(entry: Entry, definition: SecretDefinition, ttl: number): number {
  return entry.refusals?.has(definition) ? Math.min(ttl, FAILURE_MS) : ttl;
}
