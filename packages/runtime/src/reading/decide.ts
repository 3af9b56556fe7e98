import type { RawSecret } from '../stores/raw-secret.js';
import { type Entry, FAILURE_MS, isOutOfReach } from './cache.js';

/** How old a value one read accepts. */
export interface Wanted {
  /** Milliseconds. */
  readonly ttl: number;
  /** Only a value that the store returns from now on. */
  readonly isFresh: boolean;
}

/**
 * - `hit`: serve the cached value.
 * - `stale`: serve the cached value, past its time to live, without asking the store: it failed a moment ago.
 * - `refused`: reject with the store's last error, without asking again yet.
 * - `refresh`: serve the cached value, past its time to live, while one call renews it.
 * - `read`: wait for the store.
 */
export type Decision = 'hit' | 'stale' | 'refused' | 'refresh' | 'read';

// Past its time to live, a value is served for a tenth of that time while it is renewed.
const STALE_SHARE = 0.1;
// For so long past its time to live, a value is served while the store is out of reach.
const OUTAGE_MS = 3_600_000;

/** What to do for a read at `time`, in milliseconds since 1970. */
export function decide(entry: Entry, time: number, wanted: Wanted): Decision {
  const age = time - entry.readAt;
  const life = lifeOf(entry, wanted);
  const hasValue = usableValue(entry, time, wanted) !== undefined;
  if (hasValue && age < life * entry.jitter) return 'hit';
  const isBarelyStale = hasValue && age < life * (entry.jitter + STALE_SHARE);
  const { failure, failedAt, retryAt } = entry;
  if (failure !== undefined && !wanted.isFresh && time >= failedAt && time < retryAt) {
    if (isBarelyStale || (hasValue && isOutOfReach(failure))) return 'stale';
    if (time - failedAt < FAILURE_MS) return 'refused';
  }
  return isBarelyStale ? 'refresh' : 'read';
}

/** The cached value, if it may be served while the store is out of reach. */
export function usableValue(entry: Entry, time: number, wanted: Wanted): RawSecret | undefined {
  const isUsable = !wanted.isFresh && time >= entry.keptAt && time - entry.readAt < lifeOf(entry, wanted) + OUTAGE_MS;
  return isUsable ? entry.raw : undefined;
}

/** An invalid value is read again as soon as an error is. */
function lifeOf(entry: Entry, { ttl }: Wanted): number {
  return entry.isInvalid ? Math.min(ttl, FAILURE_MS) : ttl;
}
