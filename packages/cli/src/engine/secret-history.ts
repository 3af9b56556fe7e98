import { CliError } from '../errors/cli-error.js';
import type { SecretVersion, StoredValue } from '../stores/secrets-store.js';
import { type FieldChanges, fieldChanges } from './field-changes.js';
import { secretMissing } from './read-secret.js';
import { comparedFieldsOf } from './secret-value.js';
import { subject, type Target } from './target.js';

/**
 * The versions of a secret, the latest first, without their values.
 *
 * @throws {SecretNotFoundError} When there is no version.
 */
export async function secretHistory(target: Target): Promise<readonly SecretVersion[]> {
  const versions = await target.store.history(target);
  if (versions.length === 0) throw secretMissing(target);
  return versions;
}

export interface RollbackPlan {
  readonly current: StoredValue;
  readonly previous: StoredValue;
  /** From the current value to the previous one. */
  readonly changes: FieldChanges;
}

/**
 * What a rollback would do: to the version of AWSPREVIOUS, or in Parameter Store to the version before the current one.
 *
 * @throws {SecretNotFoundError} When there is no value.
 * @throws {NotPossibleError} When there is no earlier version.
 */
export async function rollbackPlan(target: Target): Promise<RollbackPlan> {
  const { store, reference, place } = target;
  const current = await store.read(target);
  const isOwn = current !== undefined && (store.kind !== 'amplify' || current.folder === place.writeFolder);
  if (!isOwn) throw secretMissing(target);
  const versions = await store.history(target);
  const earlier =
    store.kind === 'amplify'
      ? versions.find(({ version }) => Number(version) < Number(current.version))
      : versions.find(({ stages }) => stages.includes('AWSPREVIOUS'));
  const previous =
    earlier && earlier.version !== current.version ? await store.read(target, earlier.version) : undefined;
  if (previous === undefined) {
    throw new CliError(
      'NotPossibleError',
      `${subject(target)} has no earlier version to go back to.`,
      `Set its value: ${target.command('set')}`,
    );
  }
  const changes = fieldChanges(comparedFieldsOf(reference, current.value), comparedFieldsOf(reference, previous.value));
  return { current, previous, changes };
}

/**
 * Makes the previous value the current one, and returns its version.
 *
 * @throws {SecretChangedError} When somebody else has changed the secret since it was read.
 */
export function rollbackSecret(target: Target, { current, previous }: RollbackPlan): Promise<string> {
  return target.store.rollback(target, previous, current);
}
