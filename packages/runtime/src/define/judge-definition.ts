import type { SecretKind } from '../contract/definition.js';
import { kindOf } from '../contract/describe-value.js';
import { SecretsError } from '../contract/errors.js';
import { isPlainObject } from '../contract/plain-object.js';
import { isFieldList, isSchema, type JsonShape } from './definitions.js';
import type { SecretOptions } from './secret.js';

/** Throws SecretDefinitionInvalidError for what `jsonSecret` does not take. */
export function checkJsonShape(shape: JsonShape = {}, options: SecretOptions = {}): void {
  if (isFieldList(shape)) checkFields([...shape]);
  checkOptions('json', isFieldList(shape) || isSchema(shape) ? options : shape);
}

function checkFields(fields: readonly string[]): void {
  const fault =
    fields.length === 0
      ? 'the list is empty'
      : fields.some((field) => typeof field !== 'string' || field === '')
        ? 'a field needs a name'
        : new Set(fields).size < fields.length
          ? 'a field is named twice'
          : undefined;
  if (fault === undefined) return;
  throw new SecretsError(
    'SecretDefinitionInvalidError',
    `jsonSecret was given no list of field names: ${fault}.`,
    "Write, for example: jsonSecret(['apiKey', 'webhookSecret']).",
  );
}

/** Throws SecretDefinitionInvalidError for options that are none: a value was written where none is declared, or a typo. */
export function checkOptions(kind: SecretKind, options: SecretOptions = {}): void {
  const fault = !isPlainObject(options)
    ? `it was given ${kindOf(options)} for its options`
    : (unknownOption(options) ?? misshapen('name', options.name) ?? misshapen('encryptionKey', options.encryptionKey));
  if (fault === undefined) return;
  const shape = kind === 'json' ? "['apiKey'], " : '';
  throw new SecretsError(
    'SecretDefinitionInvalidError',
    `${kind}Secret declares no secret: ${fault}.`,
    `Write, for example: ${kind}Secret(${shape}{ name: { prod: 'my-secret' } }).`,
  );
}

function unknownOption(options: object): string | undefined {
  const fits = Object.keys(options).every((option) => option === 'name' || option === 'encryptionKey');
  return fits
    ? undefined
    : `it takes the options name and encryptionKey, and was given ${Object.keys(options).join(', ')}`;
}

function misshapen(option: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string' || isPlainObject(value)) return undefined;
  return `the ${option} is ${kindOf(value)}, and must be a text or a text per environment`;
}
