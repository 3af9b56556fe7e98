import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { SecretDefinition, SecretKeyOption, SecretNameOption } from '../contract/definition.js';
import { binaryDefinition, type JsonShape, jsonDefinition, textDefinition } from './definitions.js';
import { checkJsonShape, checkOptions } from './judge-definition.js';

export interface SecretOptions<Environment extends string = string> {
  /**
   * The secret's name where the default will not do: a text that may hold `{environment}`, or one per environment.
   * @default `<app>/<environment>/<key in kebab-case>`
   */
  readonly name?: SecretNameOption<Environment>;
  /**
   * ARN of the customer-managed KMS key that the secret is encrypted under, or one per environment: grants then allow its use too. One
   * ARN for all counts in AWS Secrets Manager alone.
   * @default none: the key `aws/secretsmanager`, which needs no permission
   */
  readonly encryptionKey?: SecretKeyOption<Environment>;
}

/** The environments that a record was written with: none where TypeScript infers the bare `string` from elsewhere. */
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
export function jsonSecret(shape?: JsonShape, options?: SecretOptions): SecretDefinition {
  checkJsonShape(shape, options);
  return jsonDefinition(shape, options);
}

/** A secret that is one text, as it stands: a token, a signing secret, a PEM. */
export function textSecret<Environment extends string = never>(
  options?: SecretOptions<Environment>,
): SecretDefinition<string, string, Written<Environment>> {
  checkOptions('text', options);
  return textDefinition(options);
}

/** A secret that is bytes (`SecretBinary`). In the store `amplify`, which holds texts alone, it is their base64. */
export function binarySecret<Environment extends string = never>(
  options?: SecretOptions<Environment>,
): SecretDefinition<Uint8Array, Uint8Array, Written<Environment>> {
  checkOptions('binary', options);
  return binaryDefinition(options);
}
