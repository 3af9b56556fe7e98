import { CliError } from '../errors/cli-error.js';
import type { SecretMetadata } from '../stores/secrets-store.js';
import { subject, type Target } from './target.js';

/**
 * What the store says of one secret.
 *
 * @throws {SecretAccessDeniedError} When these credentials may not look at it.
 */
export async function describeSecret(target: Target): Promise<SecretMetadata> {
  const { store, id, name } = target;
  const found = (await store.describe([id])).get(id) ?? { name, state: 'missing' };
  if (found.state !== 'denied') return found;
  throw new CliError(
    'SecretAccessDeniedError',
    `${subject(target)} could not be looked at: AWS denied access. These credentials lack secretsmanager:DescribeSecret on it, or it does not exist.`,
    'Check who you are: aws sts get-caller-identity. docs/cli.md has the policy that each command needs.',
  );
}
