import type { SecretDefinition, SecretDefinitions } from '../contract/definition.js';
import type { BranchPatterns, EnvironmentOptions } from '../contract/environments.js';
import { frozenCopy, ownProperties } from '../contract/own-properties.js';
import { makeSecrets, type Secrets } from '../contract/secret-set.js';

/** `Environment` are the names of the environments, `Definitions` the type of `secrets`. */
export interface SecretsDeclaration<Environment extends string, Definitions> {
  /** The first part of every secret's name: a lowercase letter followed by lowercase letters, digits and hyphens. */
  readonly app: string;
  /**
   * Environment → its branches. An exact name wins over a glob, then the first one written; there is no default. The environment
   * `sandbox` always exists.
   */
  readonly environments: { readonly [Name in Environment]: BranchPatterns | EnvironmentOptions };
  /** Key → definition. Each is checked by itself, so that a wrong one is the only error, and leaves the types of the others. */
  readonly secrets: Definitions & {
    readonly [Key in keyof Definitions]: SecretDefinition<unknown, unknown, Environment | 'sandbox'>;
  };
}

/** `defineSecrets` without its checks. Keeps copies: what its caller changes later changes nothing. */
export function declareSecrets({ app, environments, secrets }: SecretsDeclaration<string, SecretDefinitions>): Secrets {
  return makeSecrets(
    Object.freeze({
      app,
      environments: frozenCopy(environments),
      definitions: Object.freeze(ownProperties(secrets)),
    }),
  );
}
