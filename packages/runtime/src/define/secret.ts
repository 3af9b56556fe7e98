import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { SecretDefinition } from '../contract/definition.js';
import { checkJsonShape, checkOptions } from './check-definition.js';
import { binaryDefinition, type JsonShape, jsonDefinition, textDefinition } from './definitions.js';
import type { SecretOptions } from './secret-options.js';

/** The environments in a record: none where TypeScript infers the bare `string`. */
type Written<Environment extends string> = string extends Environment ? never : Environment;

/**
 * A secret whose value is JSON. Its shape is one of:
 * - the names of its fields, each a string
 * - any Standard Schema (zod, valibot, arktype), which validates every value that is read or written
 * - a type parameter, which nothing checks
 * - none of these: the value is `unknown`
 *
 * @throws {SecretDefinitionInvalidError} When the field names or the options are not valid.
 *
 * @example
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
export function jsonSecret(...given: readonly [shape?: JsonShape, options?: SecretOptions]): SecretDefinition {
  checkJsonShape(given);
  return jsonDefinition(...given);
}

/**
 * A secret whose value is a string: a token, a signing secret, a PEM.
 *
 * @throws {SecretDefinitionInvalidError} When the options are not valid.
 *
 * @example
 * ```ts
 * textSecret({ name: 'slack-signing-secret' })
 * ```
 */
export function textSecret<Environment extends string = never>(
  options?: SecretOptions<Environment>,
): SecretDefinition<string, string, Written<Environment>> {
  checkOptions('text', options);
  return textDefinition(options);
}

/**
 * A secret whose value is bytes (`SecretBinary`). In the store `amplify`, which holds strings alone, it is their base64.
 *
 * @throws {SecretDefinitionInvalidError} When the options are not valid.
 *
 * @example
 * ```ts
 * binarySecret({ name: { prod: 'keystore' } })
 * ```
 */
export function binarySecret<Environment extends string = never>(
  options?: SecretOptions<Environment>,
): SecretDefinition<Uint8Array, Uint8Array, Written<Environment>> {
  checkOptions('binary', options);
  return binaryDefinition(options);
}
