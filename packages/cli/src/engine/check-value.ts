import { createSecretsClient, isSecretsError } from '@amplify-secrets/runtime';
import type { Transport } from '@amplify-secrets/runtime/transport';
import { CliError } from '../errors/cli-error.js';
import type { RawValue } from '../stores/secrets-store.js';
import { subject, type Target } from './target.js';

/**
 * Checks a value as the runtime does before it writes: by the declaration, and by the size that the store allows.
 *
 * @throws {SecretValueInvalidError} When it does not match its declaration.
 * @throws {SecretValueRedactedError} When it contains the redacted form of a secret.
 * @throws {SecretTooLargeError} When it is larger than its store allows.
 */
export async function checkValue(target: Omit<Target, 'store'>, value: RawValue): Promise<void> {
  const problem = await problemOf(target, value);
  if (problem === undefined) return;
  const { place, reference } = target;
  throw new CliError(problem.name, `${subject(target)} was not set: ${problem.message}.`, remedy());

  function remedy(): string {
    const { kind, fields } = reference.definition;
    if (problem?.name === 'SecretTooLargeError') {
      return place.store === 'amplify'
        ? `Keep it in AWS Secrets Manager, whose limit is 65,536 bytes: in defineSecrets set store: 'secrets-manager' in the environment "${place.environment}".`
        : 'Split it into several secrets, or keep the data encrypted in Amazon S3 and only its key here.';
    }
    if (fields !== undefined) return `Set all of its fields, ${fields.join(', ')}: ${target.command('set')}`;
    return `Give a value as ${kind}Secret declares it: ${target.command('set')}`;
  }
}

interface Problem {
  readonly name: 'SecretValueInvalidError' | 'SecretValueRedactedError' | 'SecretTooLargeError';
  readonly message: string;
}

/** What is wrong with a value, without quoting it; undefined where nothing is. */
export async function problemOf(
  { reference, place }: Pick<Target, 'reference' | 'place'>,
  value: RawValue,
): Promise<Problem | undefined> {
  const { kind } = reference.definition;
  const invalid = (message: string): Problem => ({ name: 'SecretValueInvalidError', message });
  let given: unknown = 'text' in value ? value.text : value.bytes;
  if (kind === 'json') {
    if (!('text' in value)) return invalid('it is bytes, and must be JSON');
    try {
      given = JSON.parse(value.text.replace(/^\uFEFF/, ''));
    } catch {
      return invalid('it is not valid JSON');
    }
  }
  const { environment, store, folders } = place;
  const client = createSecretsClient({
    descriptor: { apps: { [reference.set.app]: { environment, store } }, folders },
    transport: NOWHERE,
  });
  try {
    await client.putSecret(reference, given);
    return undefined;
  } catch (error) {
    if (!isSecretsError(error)) throw error;
    const { name, message } = error;
    if (name !== 'SecretValueInvalidError' && name !== 'SecretValueRedactedError' && name !== 'SecretTooLargeError') {
      throw error;
    }
    return { name, message: message.replace(/^.*? was not written: /, '').replace(/\.$/, '') };
  }
}

/** The client checks a value before it writes, and this writes nothing. */
const NOWHERE: Transport = {
  region: () => '',
  // Its callers use nothing of the answer.
  call: () => Promise.resolve({ VersionId: 'none', Version: 0 } as never),
};
