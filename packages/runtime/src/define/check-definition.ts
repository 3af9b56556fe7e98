import type { SecretKind } from '../contract/definition.js';
import { kindOf } from '../contract/describe-value.js';
import { DeclarationError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import { isPlainObject } from '../contract/plain-object.js';
import { giveOrLeaveOut, undefinedOption } from '../contract/undefined-option.js';
import { isFieldList, isSchema, type JsonShape } from './definitions.js';
import type { SecretOptions } from './secret-options.js';

/**
 * Checks the arguments of `jsonSecret`. One that is there and undefined, such as a misspelt schema, would leave every value unchecked.
 *
 * @throws {SecretDefinitionInvalidError} When the field names or the options are not valid.
 */
export function checkJsonShape(given: readonly [shape?: JsonShape, options?: SecretOptions]): void {
  if (given.length > 0 && given[0] === undefined) {
    throw invalid(
      'The first argument of jsonSecret is there and undefined.',
      'Give it the fields or the schema: is the name of its variable spelt right? For a value that nothing checks, write: jsonSecret().',
    );
  }
  const [shape = {}, options = {}] = given;
  if (isFieldList(shape)) checkFields([...shape]);
  checkOptions('json', isFieldList(shape) || isSchema(shape) ? options : shape);
}

function checkFields(fields: readonly string[]): void {
  const problem =
    fields.length === 0
      ? 'the list is empty'
      : fields.some((field) => typeof field !== 'string' || field === '')
        ? 'every field name must be a non-empty string'
        : new Set(fields).size < fields.length
          ? 'a field is named twice'
          : undefined;
  if (problem === undefined) return;
  throw invalid(
    `The field names of jsonSecret are not valid: ${problem}.`,
    "Write, for example: jsonSecret(['apiKey', 'webhookSecret']).",
  );
}

/**
 * Checks the options of a definition, in place of which a value might have been written.
 *
 * @throws {SecretDefinitionInvalidError} When they are not an object of `name` and `encryptionKey`.
 */
export function checkOptions(kind: SecretKind, options: SecretOptions = {}): void {
  const own = ownProperties(options);
  if (isPlainObject(options)) checkNoneUndefined(kind, '', options);
  const problem = !isPlainObject(options)
    ? `they must be an object, and got ${kindOf(options)}`
    : (unknownOption(own) ?? wrongKind('name', own.name) ?? wrongKind('encryptionKey', own.encryptionKey));
  if (problem === undefined) return;
  const shape = kind === 'json' ? "['apiKey'], " : '';
  throw invalid(
    `The options of ${kind}Secret are not valid: ${problem}.`,
    `Write, for example: ${kind}Secret(${shape}{ name: { prod: 'my-secret' } }).`,
  );
}

/** Also in a record of names or keys per environment. */
function checkNoneUndefined(kind: SecretKind, owner: string, options: object): void {
  const absent = undefinedOption(options);
  if (absent !== undefined) {
    throw invalid(`The option "${owner}${absent}" of ${kind}Secret is there and undefined.`, giveOrLeaveOut(absent));
  }
  for (const [name, value] of Object.entries(options)) {
    if (owner === '' && isPlainObject(value)) checkNoneUndefined(kind, `${name}.`, value);
  }
}

function unknownOption(options: object): string | undefined {
  const isKnown = Object.keys(options).every((option) => option === 'name' || option === 'encryptionKey');
  return isKnown
    ? undefined
    : `the known options are name and encryptionKey, and got ${Object.keys(options).join(', ')}`;
}

function wrongKind(option: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string' || isPlainObject(value)) return undefined;
  return `${option} must be a string or an object with a string per environment, and got ${kindOf(value)}`;
}

function invalid(message: string, resolution: string): DeclarationError {
  return new DeclarationError('SecretDefinitionInvalidError', message, resolution);
}
