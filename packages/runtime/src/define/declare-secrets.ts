import type { SecretDefinitions } from '../contract/definition.js';
import type { Environments } from '../contract/environments.js';
import { makeSecrets, type Secrets } from '../contract/secret-set.js';
import type { SecretsDeclaration } from './define-secrets.js';

/** `defineSecrets` without its judgement. */
export function declareSecrets({
  app,
  environments,
  secrets,
}: SecretsDeclaration<Environments, SecretDefinitions>): Secrets {
  return makeSecrets(Object.freeze({ app, environments, definitions: secrets }));
}
