import { checkSet } from '../contract/check-set.js';
import type { SecretDefinition, SecretDefinitions } from '../contract/definition.js';
import type { Environments } from '../contract/environments.js';
import { SecretsError } from '../contract/errors.js';
import type { Secrets } from '../contract/secret-set.js';
import { declareSecrets } from './declare-secrets.js';

export interface SecretsDeclaration<E extends Environments, D extends SecretDefinitions> {
  /** Begins the name of every secret: a lower-case letter, then lower-case letters, digits and hyphens. */
  readonly app: string;
  /** Environment → its branches. The first match wins, exact names first; there is no default. `sandbox` is always there. */
  readonly environments: E;
  /** Key → definition. */
  readonly secrets: D;
}

/** The names that a `name` record may use: the declared environments and `sandbox`. */
export type EnvironmentName<E extends Environments> = Extract<keyof E, string> | 'sandbox';

/**
 * Declares which secrets a project has and which environment each branch belongs to; no values. Import the result both in
 * `amplify/backend.ts`, to grant, and in handlers, to read.
 *
 * Throws AppNameInvalidError, EnvironmentInvalidError, EnvironmentUnreachableError, SecretDefinitionInvalidError,
 * SecretNameInvalidError, SandboxSecretNameInvalidError or SecretNameTakenError.
 *
 * ```ts
 * export const secrets = defineSecrets({
 *   app: 'myapp',
 *   environments: { prod: 'main', dev: '*' },
 *   secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']) },
 * });
 * ```
 */
export function defineSecrets<
  const E extends Environments,
  const D extends Readonly<Record<string, SecretDefinition<unknown, unknown, EnvironmentName<E>>>>,
>(declaration: SecretsDeclaration<E, D>): Secrets<D> {
  // Nothing at all (from JavaScript) is an app name that is missing.
  const { app, environments, secrets, ...others } = declaration ?? {};
  checkSet({ app, environments, definitions: secrets });
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw unknownPart(unknown);
  return declareSecrets(declaration) as Secrets<D>;
}

function unknownPart(name: string): SecretsError {
  return new SecretsError(
    'SecretDefinitionInvalidError',
    `defineSecrets was given "${name}", which it does not know.`,
    'It takes app, environments and secrets. What is of one secret stands in its definition: jsonSecret([…], { encryptionKey: … }).',
  );
}
