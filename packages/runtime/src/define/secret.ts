import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { SecretDefinition, SecretNameOption } from '../contract/definition.js';
import { SecretsError } from '../contract/errors.js';
import { isPlainObject, kindOf } from '../contract/message-text.js';

export interface SecretOptions<Environment extends string = string> {
  /**
   * The secret's name where the default will not do: a text that may hold `{environment}`, or one per environment.
   * @default `<app>/<environment>/<key in kebab-case>`
   */
  readonly name?: SecretNameOption<Environment>;
}

/** The environments that a `name` record was written with: none where TypeScript infers the bare `string` from elsewhere. */
type Written<Environment extends string> = string extends Environment ? never : Environment;

/**
 * A secret that holds JSON. Say its shape by one of: the names of its fields, each then a text; any Standard Schema (zod, valibot,
 * arktype), which also judges every value read; or a type parameter, which is believed. With none of these it is `unknown`.
 *
 * ```ts
 * jsonSecret(['apiKey', 'webhookSecret'])
 * jsonSecret(z.object({ apiKey: z.string() }))
 * jsonSecret<Tokens>({ name: 'upwork-oauth-tokens' })
 * ```
 */
export function jsonSecret<const Field extends string, Environment extends string = never>(
  fields: readonly Field[],
  options?: SecretOptions<Environment>,
): SecretDefinition<{ readonly [F in Field]: string }, { readonly [F in Field]: string }, Written<Environment>>;
export function jsonSecret<Schema extends StandardSchemaV1, Environment extends string = never>(
  schema: Schema,
  options?: SecretOptions<Environment>,
): SecretDefinition<StandardSchemaV1.InferOutput<Schema>, StandardSchemaV1.InferInput<Schema>, Written<Environment>>;
export function jsonSecret(): SecretDefinition<unknown, unknown, never>;
// Two type parameters, so that `jsonSecret<Type>(…)` never means this one.
export function jsonSecret<Environment extends string, Known extends Environment>(
  options: SecretOptions<Environment>,
): SecretDefinition<unknown, unknown, Written<Known>>;
export function jsonSecret<Value>(options?: SecretOptions): SecretDefinition<Value, Value, never>;
export function jsonSecret(
  shape: readonly string[] | StandardSchemaV1 | SecretOptions = {},
  options: SecretOptions = {},
): SecretDefinition {
  if (isFieldList(shape)) {
    const fields = Object.freeze([...shape]);
    checkFields(fields);
    return definition('json', options, { fields });
  }
  return isSchema(shape) ? definition('json', options, { schema: shape }) : definition('json', shape);
}

/** A secret that is one text, as it stands: a token, a signing secret, a PEM. */
export function textSecret<Environment extends string = never>(
  options: SecretOptions<Environment> = {},
): SecretDefinition<string, string, Written<Environment>> {
  return definition('text', options);
}

/** A secret that is bytes (`SecretBinary`). In the store `amplify`, which holds texts alone, it is their base64. */
export function binarySecret<Environment extends string = never>(
  options: SecretOptions<Environment> = {},
): SecretDefinition<Uint8Array, Uint8Array, Written<Environment>> {
  return definition('binary', options);
}

function definition<Output, Input, Environment extends string>(
  kind: SecretDefinition['kind'],
  options: SecretOptions,
  { fields, schema }: Partial<Pick<SecretDefinition, 'fields' | 'schema'>> = {},
): SecretDefinition<Output, Input, Environment> {
  checkOptions(kind, options);
  return Object.freeze({ kind, name: options.name, fields, schema });
}

// A schema of arktype is a function.
function isSchema(shape: StandardSchemaV1 | SecretOptions): shape is StandardSchemaV1 {
  return ((typeof shape === 'object' && shape !== null) || typeof shape === 'function') && '~standard' in shape;
}

function isFieldList(shape: readonly string[] | StandardSchemaV1 | SecretOptions): shape is readonly string[] {
  return Array.isArray(shape);
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

function checkOptions(kind: SecretDefinition['kind'], options: SecretOptions): void {
  const fault = !isPlainObject(options)
    ? `it was given ${kindOf(options)} for its options`
    : Object.keys(options).some((option) => option !== 'name')
      ? `it takes the option name alone, and was given ${Object.keys(options).join(', ')}`
      : options.name !== undefined && typeof options.name !== 'string' && !isPlainObject(options.name)
        ? `the name is ${kindOf(options.name)}, and must be a text or a text per environment`
        : undefined;
  if (fault === undefined) return;
  const shape = kind === 'json' ? "['apiKey'], " : '';
  throw new SecretsError(
    'SecretDefinitionInvalidError',
    `${kind}Secret declares no secret: ${fault}.`,
    `Write, for example: ${kind}Secret(${shape}{ name: { prod: 'my-secret' } }).`,
  );
}
