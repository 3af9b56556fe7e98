import type { Store } from '../contract/deployment.js';
import { SecretsError } from '../contract/errors.js';
import { judge } from './judge.js';
import type { Location } from './location.js';
import { REDACTED, reveal } from './protect.js';
import type { Payload } from './raw-secret.js';
import { subject } from './remedies.js';

// Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
// Parameter Store, standard tier: https://docs.aws.amazon.com/general/latest/gr/ssm.html#limits_ssm
const LIMIT_BYTES: Readonly<Record<Store, number>> = { 'secrets-manager': 65_536, amplify: 4_096 };

/**
 * What to write for a value. What could not be read back is refused: SecretValueInvalidError, SecretValueRedactedError or
 * SecretTooLargeError, none with a cause.
 */
export async function encode(value: unknown, location: Location): Promise<Payload> {
  const { kind } = location.definition;
  const payload =
    kind === 'json'
      ? await encodeJson(value, location)
      : kind === 'text'
        ? encodeText(value, location)
        : encodeBytes(value, location);
  const content = Buffer.from('text' in payload ? payload.text : payload.bytes);
  if (content.includes(REDACTED)) {
    throw new SecretsError(
      'SecretValueRedactedError',
      `${subject(location)} would be overwritten with "${REDACTED}": the value given was made from a secret's redacted form.`,
      'Build the value from reveal(secret), or from its fields, rather than from JSON.stringify or a template string.',
    );
  }
  const size = 'bytes' in payload && location.store === 'amplify' ? Math.ceil(content.length / 3) * 4 : content.length;
  const limit = LIMIT_BYTES[location.store];
  if (size <= limit) return payload;
  throw new SecretsError(
    'SecretTooLargeError',
    `${subject(location)} would have ${size} bytes, and at most ${limit} fit.`,
    location.store === 'amplify'
      ? `Keep it in AWS Secrets Manager, which takes 65,536 bytes: environments: { '${location.environment}': { store: 'secrets-manager' } }.`
      : 'Split it into several secrets, or keep the bulk in Amazon S3 and a key to it here.',
  );
}

function encodeText(value: unknown, location: Location): Payload {
  if (typeof value === 'string' && value !== '') return { text: value };
  throw invalid(location, value === '' ? 'it is empty' : 'it is no text');
}

function encodeBytes(value: unknown, location: Location): Payload {
  if (value instanceof Uint8Array && value.length > 0) return { bytes: Uint8Array.from(value) };
  throw invalid(location, value instanceof Uint8Array ? 'it is empty' : 'it is no Uint8Array');
}

async function encodeJson(value: unknown, location: Location): Promise<Payload> {
  const text = stringify(value);
  if (text === undefined) throw invalid(location, 'JSON cannot hold it');
  if (text.includes(REDACTED)) return { text };
  const verdict = await judge(location.definition, JSON.parse(text));
  if ('problem' in verdict) throw invalid(location, verdict.problem);
  return { text };
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(reveal(value));
  } catch {
    return undefined;
  }
}

function invalid(location: Location, problem: string): SecretsError {
  return new SecretsError(
    'SecretValueInvalidError',
    `${subject(location)} was not written: the value given does not fit its declaration, since ${problem}.`,
    `Give putSecret what ${location.expression} declares.`,
  );
}
