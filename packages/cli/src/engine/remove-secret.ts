import { CliError } from '../errors/cli-error.js';
import type { SecretMetadata } from '../stores/secrets-store.js';
import { describeSecret } from './describe-secret.js';
import { secretMissing } from './read-secret.js';
import { subject, type Target } from './target.js';

/**
 * What would be removed.
 *
 * @throws {SecretAccessDeniedError} When these credentials may not look at it.
 * @throws {SecretNotFoundError} When there is nothing to remove.
 * @throws {SecretDeletedError} When it is scheduled for deletion already.
 * @throws {NotPossibleError} When all deployments share it, and the command is about one.
 */
export async function removable(target: Target): Promise<SecretMetadata> {
  const { place } = target;
  const found = await describeSecret(target);
  if (found.state === 'missing') throw secretMissing(target);
  if (found.state === 'deleted') {
    throw new CliError(
      'SecretDeletedError',
      `${subject(target)} is scheduled for deletion already.`,
      `To get it back: ${target.command('restore')}`,
    );
  }
  if (found.isShared === true && !place.isShared) {
    throw new CliError(
      'NotPossibleError',
      `${subject(target)} has no value of its own: it reads "${found.name}", which all deployments share.`,
      'To remove that, add: --shared',
    );
  }
  return found;
}

/** Removes a secret, and returns the end of its recovery window; undefined where the store has none. `recoveryDays` is 7 to 30. */
export function removeSecret(target: Target, recoveryDays: number): Promise<Date | undefined> {
  return target.store.remove(target, recoveryDays);
}

/**
 * Takes a secret back from its recovery window. Returns whether it was in one.
 *
 * @throws {SecretNotFoundError} When it is gone.
 * @throws {NotPossibleError} When the store has no recovery window.
 */
export async function restoreSecret(target: Target): Promise<boolean> {
  const { store } = target;
  if (store.kind === 'amplify') {
    await store.restore(target);
    return false;
  }
  const { state } = await describeSecret(target);
  if (state === 'missing') throw secretMissing(target);
  if (state !== 'deleted') return false;
  await store.restore(target);
  return true;
}
