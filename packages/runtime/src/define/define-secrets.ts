import { checkEnvironments } from '../contract/check-environments.js';
import type { SecretDefinition, SecretDefinitions } from '../contract/definition.js';
import type { Environments } from '../contract/environments.js';
import { SecretsError } from '../contract/errors.js';
import { checkNames } from '../contract/locate.js';
import { isPlainObject, kindOf, propertyKey } from '../contract/message-text.js';
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
  const { app, environments, secrets: definitions } = declaration ?? {};
  checkAppName(app);
  checkEnvironments(environments);
  checkDefinitions(definitions, environments);
  const set = Object.freeze({ app, environments, definitions });
  const secrets = makeSecrets(set);
  checkNames(set, Object.values(secrets));
  return secrets as Secrets<D>;
}

/**
 * A reference to a secret that a set does not declare but a pattern grants (`secretsMatching(secrets, 'github-*')`):
 * `secretNamed(secrets, 'github-acme')` is `myapp/prod/github-acme`, and in Amplify's store the secret `github-acme`.
 * Its value is a text; give a definition as third argument for another kind. Throws SecretTargetInvalidError,
 * SecretNameInvalidError or SecretDefinitionInvalidError.
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
  checkSecretName(leaf, 'secretNamed', (accepted) => `secretNamed(secrets, '${accepted}')`);
  if (!isDefinition(definition) || definition.name !== undefined) {
    throw new SecretsError(
      'SecretDefinitionInvalidError',
      `The third argument of secretNamed(secrets, '${leaf}') must be a definition without a name: the second is the name.`,
      `Write, for example: secretNamed(secrets, '${leaf}', jsonSecret(['apiKey'])).`,
    );
  }
  return makeReference(set, leaf, definition, true);
}

const TEXT: SecretDefinition<unknown, unknown, never> = Object.freeze({
  kind: 'text',
  name: undefined,
  fields: undefined,
  schema: undefined,
});

function checkDefinitions(definitions: SecretDefinitions, environments: Environments): void {
  if (!isPlainObject(definitions)) {
    throw new SecretsError(
      'SecretDefinitionInvalidError',
      `The secrets are ${kindOf(definitions)}, and must be a plain object of definitions.`,
      'Write, for example: secrets: { stripe: textSecret() }.',
    );
  }
  for (const [key, definition] of Object.entries(definitions)) {
    if (!isDefinition(definition)) {
      throw new SecretsError(
        'SecretDefinitionInvalidError',
        `Secret "${key}" is ${kindOf(definition)}, and must be what jsonSecret, textSecret or binarySecret returns.`,
        `Write, for example: ${propertyKey(key)}: textSecret(). A secret's value is never declared.`,
      );
    }
    checkNamedEnvironments(key, definition, environments);
  }
}

/** TypeScript finds a wrong environment in most forms; it cannot in `jsonSecret<Type>({ name })`, so it is judged here too. */
function checkNamedEnvironments(key: string, { name }: SecretDefinition, environments: Environments): void {
  if (typeof name !== 'object') return;
  const known = [...Object.keys(environments), 'sandbox'];
  const unknown = Object.keys(name).find((environment) => !known.includes(environment));
  if (unknown === undefined) return;
  throw new SecretsError(
    'SecretNameInvalidError',
    `Secret "${key}" has a name for the environment "${unknown}", which is not declared.`,
    `Use one of: ${[...new Set(known)].join(', ')}.`,
  );
}

// By shape: a definition may come from another copy of this package.
function isDefinition(value: unknown): value is SecretDefinition {
  return isPlainObject(value) && (value.kind === 'json' || value.kind === 'text' || value.kind === 'binary');
}
