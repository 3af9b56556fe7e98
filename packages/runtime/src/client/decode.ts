import { SecretsError, type SecretsErrorName } from '../contract/errors.js';
import { judge } from './judge.js';
import type { Location } from './location.js';
import { protect } from './protect.js';
import type { RawSecret } from './raw-secret.js';
import { setLine, subject } from './remedies.js';

/**
 * The value of a secret as its definition says. No error from here has a cause: JSON.parse and schema libraries quote what they
 * read. Rejects with SecretEmptyError, SecretKindMismatchError, SecretNotJsonError or SecretShapeMismatchError.
 */
export async function decode(raw: RawSecret, location: Location): Promise<unknown> {
  const { bytes } = raw;
  // A transport passes on what it was sent.
  const text = typeof raw.text === 'string' ? raw.text : undefined;
  const { kind } = location.definition;
  const fail = (name: SecretsErrorName, message: string) =>
    new SecretsError(name, `${subject(location)} ${message}`, setLine(location));
  if (!text && !bytes?.length) throw fail('SecretEmptyError', 'has no value.');
  if (kind === 'binary') {
    const decoded = location.store === 'amplify' ? fromBase64(text ?? '') : bytes;
    if (decoded !== undefined) return decoded;
    const what = location.store === 'amplify' ? 'a text that is no base64' : 'a text (SecretString)';
    throw fail('SecretKindMismatchError', `is declared by binarySecret and holds ${what}.`);
  }
  if (!text) {
    const by = location.environment === undefined ? 'read by its plain name' : `declared by ${kind}Secret`;
    throw fail('SecretKindMismatchError', `is ${by} and holds bytes (SecretBinary).`);
  }
  if (kind === 'text') return text;
  const parsed = parse(text);
  if (parsed === undefined) throw fail('SecretNotJsonError', 'is declared by jsonSecret and holds no JSON.');
  const verdict = await judge(location.definition, parsed.value);
  if ('value' in verdict) return protect(verdict.value);
  throw fail('SecretShapeMismatchError', `is not of the shape that jsonSecret declares: ${verdict.problem}.`);
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Line breaks are allowed: `base64` breaks its lines. */
function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  const isBase64 = digits.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(digits);
  return isBase64 ? new Uint8Array(Buffer.from(digits, 'base64')) : undefined;
}
