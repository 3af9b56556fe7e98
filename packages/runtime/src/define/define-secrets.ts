import type { SecretDefinition, SecretDefinitions } from '../contract/definition.js';
import { checkEnvironments, type Environments } from '../contract/environments.js';
import { SecretsError } from '../contract/errors.js';
import { checkNames } from '../contract/locate.js';
import { checkAppName, checkSecretName } from '../contract/names.js';
import { makeReference, makeSecrets, type SecretReference, type Secrets, secretSetOf } from '../contract/secret-set.js';

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
 * Throws AppNameInvalidError, EnvironmentInvalidError, EnvironmentUnreachableError, SecretNameInvalidError,
 * SandboxSecretNameInvalidError or SecretNameTakenError.
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
  const { app, environments } = declaration;
  checkAppName(app);
  checkEnvironments(environments);
  for (const [key, definition] of Object.entries(declaration.secrets))
    checkNamedEnvironments(key, definition, environments);
  const set = Object.freeze({ app, environments, definitions: declaration.secrets });
  const secrets = makeSecrets(set);
  checkNames(set, Object.values(secrets));
  return secrets as Secrets<D>;
}

/**
 * A reference to a secret that a set does not declare but a pattern grants (`secretsMatching(secrets, 'github-*')`):
 * `secretNamed(secrets, 'github-acme')` is `myapp/prod/github-acme`, and in Amplify's store the secret `github-acme`.
 * Its value is a text; give a definition as third argument for another kind. Throws SecretNameInvalidError.
 */
export function secretNamed(secrets: Secrets, leaf: string): SecretReference<string>;
export function secretNamed<Output, Input>(
  secrets: Secrets,
  leaf: string,
  definition: SecretDefinition<Output, Input, never>,
): SecretReference<Output, Input>;
export function secretNamed(
  secrets: Secrets,
  leaf: string,
  definition: SecretDefinition<unknown, unknown, never> = TEXT,
): SecretReference {
  const set = secretSetOf(secrets);
  if (set === undefined) {
    throw new SecretsError(
      'SecretTargetInvalidError',
      'secretNamed was not given what defineSecrets returned.',
      "Write: secretNamed(secrets, 'github-acme').",
    );
  }
  checkSecretName(leaf, `secretNamed(secrets, ${JSON.stringify(leaf)})`);
  return makeReference(set, leaf, definition, true);
}

const TEXT: SecretDefinition<unknown, unknown, never> = Object.freeze({
  kind: 'text',
  name: undefined,
  fields: undefined,
  schema: undefined,
});

/** TypeScript finds a wrong environment in most forms; it cannot in `jsonSecret<Type>({ name })`, so it is judged here too. */
function checkNamedEnvironments(key: string, { name }: SecretDefinition, environments: Environments): void {
  if (typeof name !== 'object') return;
  const known = [...Object.keys(environments), 'sandbox'];
  const unknown = Object.keys(name).find((environment) => !known.includes(environment));
  if (unknown === undefined) return;
  throw new SecretsError(
    'SecretNameInvalidError',
    `Secret "${key}" has a name for the environment "${unknown}", which is not declared.`,
    `Use one of: ${known.join(', ')}.`,
  );
}
