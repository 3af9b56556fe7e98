import type { Store } from '../contract/deployment.js';
import { SecretsError, type SecretsErrorName } from '../contract/errors.js';
import type { Location } from '../stores/location.js';
import type { Payload } from '../stores/raw-secret.js';
import { subject } from '../stores/remedies.js';
import { REDACTED, reveal } from './protect.js';
import { validate } from './validate.js';

// Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
// Parameter Store, standard tier: https://docs.aws.amazon.com/general/latest/gr/ssm.html#limits_ssm
const LIMIT_BYTES: Readonly<Record<Store, number>> = { 'secrets-manager': 65_536, amplify: 4_096 };

/**
 * What to write for a value. Its errors have no cause, which could quote the value.
 *
 * @throws {SecretValueInvalidError} When the value does not match its declaration, so that it could not be read back.
 * @throws {SecretValueRedactedError} When it contains the redacted form of a secret.
 * @throws {SecretTooLargeError} When it is larger than its store allows.
 */
export async function encode(value: unknown, location: Location): Promise<Payload> {
  const { definition, store, environment, expression } = location;
  const refusal = (name: SecretsErrorName, message: string, resolution: string) =>
    new SecretsError(name, `${subject(location)} was not written: ${message}.`, resolution);
  const invalid = (problem: string) =>
    refusal(
      'SecretValueInvalidError',
      `the value does not match its declaration (${problem})`,
      `Call putSecret with a value as ${expression} declares it.`,
    );

  const content = contentOf(value, definition.kind);
  if ('problem' in content) throw invalid(content.problem);
  const bytes = Buffer.from('text' in content ? content.text : content.bytes);
  if (bytes.length === 0) throw invalid('it is empty');
  if (bytes.includes(REDACTED)) {
    throw refusal(
      'SecretValueRedactedError',
      `the value contains "${REDACTED}", the redacted form of a secret`,
      'Make the value from reveal(secret) or from its fields, not with JSON.stringify or a template string.',
    );
  }
  if (definition.kind === 'json') {
    const validated = await validate(definition, JSON.parse(`${bytes}`));
    if ('problem' in validated) throw invalid(validated.problem);
  }
  const isAmplify = store === 'amplify';
  const size = 'bytes' in content && isAmplify ? Math.ceil(bytes.length / 3) * 4 : bytes.length;
  const limit = LIMIT_BYTES[store];
  if (size <= limit) return content;
  throw refusal(
    'SecretTooLargeError',
    `the value must be at most ${limit} bytes, and got ${size} bytes`,
    isAmplify
      ? `Keep it in AWS Secrets Manager, whose limit is 65,536 bytes: in defineSecrets set store: 'secrets-manager' in the environment "${environment}".`
      : 'Split it into several secrets, or keep the data encrypted in Amazon S3 and only its key here.',
  );
}

function contentOf(value: unknown, kind: string): Payload | { readonly problem: string } {
  if (kind === 'binary') {
    return value instanceof Uint8Array ? { bytes: Uint8Array.from(value) } : { problem: 'it is not a Uint8Array' };
  }
  const text = kind === 'json' ? stringify(value) : value;
  if (typeof text === 'string') return { text };
  return { problem: kind === 'json' ? 'it cannot be serialized as JSON' : 'it is not a string' };
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(reveal(value));
  } catch {
    return undefined;
  }
}
