import { SecretsError } from '../contract/errors.js';
import { OUTAGE_MS, TTL_SECONDS } from '../reading/limits.js';
import { subject } from '../stores/remedies.js';
import { rotateLine } from './remedies.js';
import type { Version } from './rotated-secret.js';
import type { Rotation } from './rotation.js';

/** How many seconds after a change the value before it may still be used, by a reader with this `ttl` and a store that is out of reach. */
export function readersInterval(ttl: number = TTL_SECONDS): number {
  return ttl + OUTAGE_MS / 1000;
}

/**
 * Checks that the current version is as old as the strategy demands. Of the versions, the youngest counts: after a rollback, the current
 * one is older than the change. Where the current version is the first, there is nothing to revoke that a reader may have.
 *
 * @throws {RotationTooSoonError} When it is younger.
 */
export function checkAge({ strategy, location, now }: Rotation, versions: readonly Version[]): void {
  const { revoke, minimumInterval = revoke ? readersInterval() : 0 } = strategy;
  if (minimumInterval === 0 || (revoke && versions.length === 1)) return;
  const age = (now() - Math.max(...versions.map(({ createdAt }) => createdAt))) / 1000;
  if (age >= minimumInterval) return;
  const left = Number.isNaN(age) ? minimumInterval : Math.ceil(minimumInterval - age);
  throw new SecretsError(
    'RotationTooSoonError',
    `${subject(location)} was not rotated: its last change must be at least ${minimumInterval} s ago, and was ${
      Number.isNaN(age) ? 'at a time that is not known' : `${Math.floor(age)} s ago`
    }. Until then, readers may use the value before it.`,
    `Wait ${left} s. Secrets Manager tries again by itself, or then: ${rotateLine(location.id)}`,
  );
}
