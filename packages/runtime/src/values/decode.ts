import { SecretsError, type SecretsErrorName } from '../contract/errors.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { setLine, subject } from '../stores/remedies.js';
import { validate } from './validate.js';

/**
 * The value of a secret as its definition says, JSON protected. No error from here has a cause: JSON.parse and schema libraries
 * quote what they read. Rejects with SecretEmptyError, SecretKindMismatchError, SecretNotJsonError or SecretShapeMismatchError.
 */
export async function decode(raw: RawSecret, location: Location): Promise<unknown> {
  const { bytes } = raw;
  const { definition, store, environment } = location;
  const { kind } = definition;
  // A transport passes on what it was sent.
  const text = typeof raw.text === 'string' ? raw.text : '';
  const fail = (name: SecretsErrorName, message: string) =>
    new SecretsError(name, `${subject(location)} ${message}.`, setLine(location));
  const by = environment === undefined ? 'is read by its plain name' : `is declared by ${kind}Secret`;
  const mismatch = (what: string) => fail('SecretKindMismatchError', `${by} and holds ${what}`);
  if (!text && !bytes?.length) throw fail('SecretEmptyError', 'has no value');
  if (kind === 'binary') {
    const decoded = store === 'amplify' ? fromBase64(text) : bytes;
    if (decoded !== undefined) return decoded;
    throw mismatch(`a text ${store === 'amplify' ? 'that is no base64' : '(SecretString)'}`);
  }
  if (!text) throw mismatch('bytes (SecretBinary)');
  if (kind === 'text') return text;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw fail('SecretNotJsonError', `${by} and holds no JSON`);
  }
  const verdict = await validate(definition, parsed);
  if ('value' in verdict) return verdict.value;
  throw fail('SecretShapeMismatchError', `is not of the shape that jsonSecret declares: ${verdict.problem}`);
}

/** Line breaks are allowed: `base64` breaks its lines. */
function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  const isBase64 = digits.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(digits);
  return isBase64 ? new Uint8Array(Buffer.from(digits, 'base64')) : undefined;
}
