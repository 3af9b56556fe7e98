import type { SecretDefinition } from '../contract/definition.js';
import { SecretsError, type SecretsErrorName } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { setLine, subject } from '../stores/remedies.js';
import { validate } from './validate.js';

/**
 * The value of a secret by its definition, with JSON protected. Its errors have no cause: those of JSON.parse and of schema libraries
 * quote the value.
 *
 * @throws {SecretEmptyError} When there is no value.
 * @throws {SecretKindMismatchError} When it is a string where bytes are declared, or the other way round.
 * @throws {SecretNotJsonError} When JSON is declared, and it is not valid JSON.
 * @throws {SecretShapeMismatchError} When the JSON does not match its fields or schema.
 */
export async function decode(raw: RawSecret, location: Location): Promise<unknown> {
  const { text = '', bytes } = raw;
  const { definition, store, environment } = location;
  const { kind } = definition;
  const fail = (name: SecretsErrorName, message: string) =>
    new SecretsError(name, `${subject(location)} ${message}.`, setLine(location));
  const by = environment === undefined ? 'is read by its plain name' : `is declared by ${kind}Secret`;
  const mismatch = (what: string, name: SecretsErrorName = 'SecretKindMismatchError') =>
    fail(name, `${by}, and its value is ${what}`);
  if (!text && !bytes?.length) throw fail('SecretEmptyError', 'has no value');
  if (kind === 'binary') {
    const decoded = store === 'amplify' ? fromBase64(text) : bytes;
    if (decoded) return decoded;
    throw mismatch(store === 'amplify' ? 'not valid base64' : 'a string (SecretString)');
  }
  if (!text) throw mismatch('binary (SecretBinary)');
  if (kind === 'text') return text;
  let parsed: unknown;
  try {
    // Some editors begin a file with a byte order mark.
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw mismatch('not valid JSON', 'SecretNotJsonError');
  }
  const validated = await validate(definition, parsed);
  if ('value' in validated) return validated.value;
  const { problem } = validated;
  const message = `${subject(location)} does not match its declaration: ${problem}.`;
  throw new SecretsError(
    'SecretShapeMismatchError',
    message,
    declareInstead(definition, parsed) ??
      `If a service such as RDS writes it, declare it as it is. If not: ${setLine(location)}`,
  );
}

/** A service that writes the value, as RDS does with a numeric port, would not read it back as strings. */
function declareInstead({ fields = [] }: SecretDefinition, value: unknown): string | undefined {
  const own: Readonly<Record<string, unknown>> = ownProperties(Object(value));
  const types = fields.map((field) => typeof own[field]);
  if (types.every((type) => /string|undefined/.test(type))) return undefined;
  const schema = fields.map((field, index) => {
    const type = types[index]?.replace('object', 'unknown').replace('undefined', 'string');
    return `${JSON.stringify(field)}: z.${type}()`;
  });
  return `Declare it with a schema, as of zod: jsonSecret(z.object({ ${schema.join(', ')} })).`;
}

/** May contain line breaks, as the output of `base64` does. */
function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  const isBase64 = digits.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(digits);
  return isBase64 ? new Uint8Array(Buffer.from(digits, 'base64')) : undefined;
}
