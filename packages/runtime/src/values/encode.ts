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
 * What to write for a value. What could not be read back is refused: SecretValueInvalidError, SecretValueRedactedError or
 * SecretTooLargeError, none with a cause.
 */
export async function encode(value: unknown, location: Location): Promise<Payload> {
  const { definition, store, environment, expression } = location;
  const refusal = (name: SecretsErrorName, message: string, resolution: string) =>
    new SecretsError(name, `${subject(location)} ${message}.`, resolution);
  const invalid = (problem: string) =>
    refusal(
      'SecretValueInvalidError',
      `was not written: the value given does not fit its declaration, since ${problem}`,
      `Give putSecret what ${expression} declares.`,
    );

  const content = contentOf(value, definition.kind);
  if ('problem' in content) throw invalid(content.problem);
  const bytes = Buffer.from('text' in content ? content.text : content.bytes);
  if (bytes.length === 0) throw invalid('it is empty');
  if (bytes.includes(REDACTED)) {
    throw refusal(
      'SecretValueRedactedError',
      `would be overwritten with "${REDACTED}": the value given was made from a secret's redacted form`,
      'Build the value from reveal(secret) or from its fields, not from JSON.stringify or a template string.',
    );
  }
  if (definition.kind === 'json') {
    const verdict = await validate(definition, JSON.parse(`${bytes}`));
    if ('problem' in verdict) throw invalid(verdict.problem);
  }
  const isAmplify = store === 'amplify';
  const size = 'bytes' in content && isAmplify ? Math.ceil(bytes.length / 3) * 4 : bytes.length;
  const limit = LIMIT_BYTES[store];
  if (size <= limit) return content;
  throw refusal(
    'SecretTooLargeError',
    `would have ${size} bytes, and at most ${limit} fit`,
    isAmplify
      ? `Keep it in AWS Secrets Manager, which takes 65,536 bytes: in defineSecrets give the environment "${environment}" the option store: 'secrets-manager'.`
      : 'Split it into several secrets, or keep the bulk in Amazon S3 and a key to it here.',
  );
}

function contentOf(value: unknown, kind: string): Payload | { readonly problem: string } {
  if (kind === 'binary') {
    return value instanceof Uint8Array ? { bytes: Uint8Array.from(value) } : { problem: 'it is no Uint8Array' };
  }
  const text = kind === 'json' ? stringify(value) : value;
  if (typeof text === 'string') return { text };
  return { problem: kind === 'json' ? 'JSON cannot hold it' : 'it is no text' };
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(reveal(value));
  } catch {
    return undefined;
  }
}
