import type { StandardSchemaV1 } from '@standard-schema/spec';

export type SecretKind = 'json' | 'text' | 'binary';

/**
 * The name of a secret in place of the default, `<app>/<environment>/<key in kebab-case>`: one string, in which `{environment}`
 * stands for the environment's name, or a name per environment. In an environment whose store is `amplify`, only a name for that
 * environment counts, and the default is the key.
 */
export type SecretNameOption<Environment extends string = string> = string | { readonly [E in Environment]?: string };

/**
 * ARN of the customer managed KMS key that a secret is encrypted with: one for every environment whose store is AWS Secrets Manager,
 * or one per environment.
 */
export type SecretKeyOption<Environment extends string = string> = string | { readonly [E in Environment]?: string };

/** The shape of a secret and its options. Made by `jsonSecret`, `textSecret` and `binarySecret`. */
export interface SecretDefinition<Output = unknown, Input = Output, Environment extends string = string> {
  readonly kind: SecretKind;
  readonly name: SecretNameOption | undefined;
  /** @default the store's AWS managed key, which needs no permission */
  readonly encryptionKey?: SecretKeyOption | undefined;
  /** JSON: the fields that must be there, each a string. */
  readonly fields: readonly string[] | undefined;
  /** JSON: validates and transforms the parsed value. */
  readonly schema: StandardSchemaV1<unknown, unknown> | undefined;
  /** For types alone: there is no such property at run time. */
  readonly '~types'?: { readonly output: Output; readonly input: Input; readonly environment: Environment };
}

export type SecretDefinitions<Environment extends string = string> = Readonly<
  Record<string, SecretDefinition<unknown, unknown, Environment>>
>;

export type OutputOf<D> = D extends SecretDefinition<infer Output, infer _Input, infer _Environment> ? Output : never;
export type InputOf<D> = D extends SecretDefinition<infer _Output, infer Input, infer _Environment> ? Input : never;
