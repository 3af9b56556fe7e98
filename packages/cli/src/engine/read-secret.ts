import { CliError } from '../errors/cli-error.js';
import { EXIT } from '../errors/exit-codes.js';
import type { StoredValue } from '../stores/secrets-store.js';
import { subject, type Target } from './target.js';

/**
 * Reads the value of a secret.
 *
 * @throws {SecretNotFoundError} When there is none.
 */
export async function readSecret(target: Target): Promise<StoredValue> {
  const found = await target.store.read(target);
  if (found !== undefined) return found;
  throw secretMissing(target);
}

export function secretMissing(target: Target): CliError {
  const { name } = target;
  return new CliError(
    'SecretNotFoundError',
    `${subject(target)} has no value: "${name}" does not exist, or was never set.`,
    `Set it: ${target.command('set')}`,
    EXIT.differs,
  );
}
