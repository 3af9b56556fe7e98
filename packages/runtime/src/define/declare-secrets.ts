import type { SecretDefinitions } from '../contract/definition.js';
import type { Environments } from '../contract/environments.js';
import { makeSecrets, type Secrets } from '../contract/secret-set.js';

export interface SecretsDeclaration<E extends Environments, D extends SecretDefinitions> {
  /** The first part of every secret's name: a lowercase letter followed by lowercase letters, digits and hyphens. */
  readonly app: string;
  /**
   * Environment → its branches. An exact name wins over a glob, then the first one written; there is no default. The environment
   * `sandbox` always exists.
   */
  readonly environments: E;
  /** Key → definition. */
  readonly secrets: D;
}

/** `defineSecrets` without its checks. */
export function declareSecrets({
  app,
  environments,
  secrets,
}: SecretsDeclaration<Environments, SecretDefinitions>): Secrets {
  return makeSecrets(Object.freeze({ app, environments, definitions: secrets }));
}
