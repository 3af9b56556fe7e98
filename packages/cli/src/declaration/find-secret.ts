import { referencesOf, type SecretReference, type SecretSet } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';

/** A declared secret, and one field of it where the argument names one. */
export interface NamedSecret {
  readonly reference: SecretReference;
  readonly field: string | undefined;
}

/**
 * The secret of an argument: its key, and for a field of JSON the key, a dot and the field: `stripe.apiKey`.
 *
 * @throws {SecretUnknownError} When it is not declared, or has no such field.
 */
export function findSecret(set: SecretSet, argument: string): NamedSecret {
  const references = referencesOf(set);
  const whole = references.find(({ key }) => key === argument);
  if (whole !== undefined) return { reference: whole, field: undefined };
  // Below, the argument is not quoted: it may be a value that was given in the wrong place.
  const [reference] = references
    .filter(({ key }) => argument.startsWith(`${key}.`))
    .sort((one, other) => other.key.length - one.key.length);
  if (reference === undefined) throw unknownSecret(set, argument);
  return { reference, field: checkedField(reference, argument.slice(reference.key.length + 1)) };
}

function checkedField({ key, definition }: SecretReference, field: string): string {
  const { kind, fields } = definition;
  if (kind !== 'json') {
    throw new CliError(
      'SecretUnknownError',
      `Secret "${key}" is declared by ${kind}Secret, which has no fields, and got one.`,
      `Name the secret alone: ${key}`,
    );
  }
  if (field !== '' && (fields === undefined || fields.includes(field))) return field;
  throw new CliError(
    'SecretUnknownError',
    `Secret "${key}" has no such field.`,
    fields === undefined
      ? `Name a field: ${key}.<field>`
      : `Use one of: ${fields.map((each) => `${key}.${each}`).join(', ')}`,
  );
}

function unknownSecret(set: SecretSet, argument: string): CliError {
  const keys = Object.keys(set.definitions);
  // By its name in a store, or with another case, it is still recognisable.
  const plain = (name: string) => name.replace(/[^a-z0-9]/gi, '').toLowerCase();
  const [head = ''] = argument.slice(argument.lastIndexOf('/') + 1).split('.');
  const near = keys.find((key) => plain(key) === plain(head));
  return new CliError(
    'SecretUnknownError',
    `The declaration of app "${set.app}" has no such secret.`,
    near === undefined ? `Use one of: ${keys.join(', ')}` : `Write the key as it is declared: ${near}`,
  );
}
