import { checkEnvironments } from './check-environments.js';
import { checkNames } from './check-names.js';
import type { SecretDefinition, SecretDefinitions } from './definition.js';
import { kindOf } from './describe-value.js';
import { checkEncryptionKey } from './encryption-key.js';
import type { Environments } from './environments.js';
import { DeclarationError } from './errors.js';
import { checkAppName } from './names.js';
import { isPlainObject } from './plain-object.js';
import { makeSecrets, type SecretSet } from './secret-set.js';
import { propertyKey } from './source-code.js';

/**
 * Checks a whole declaration: what `defineSecrets` was given.
 *
 * @throws {AppNameInvalidError} When the app name is not valid.
 * @throws {EnvironmentInvalidError} When an environment is not valid.
 * @throws {EnvironmentUnreachableError} When an environment can never match.
 * @throws {SecretDefinitionInvalidError} When a definition is not valid.
 * @throws {SecretNameInvalidError} When AWS Secrets Manager does not accept a name.
 * @throws {SandboxSecretNameInvalidError} When `npx ampx sandbox secret set` does not accept a name.
 * @throws {SecretNameTakenError} When two definitions have the same name in one store.
 */
export function checkSet(set: SecretSet): void {
  checkAppName(set.app);
  checkEnvironments(set.environments);
  checkDefinitions(set.definitions, set.environments);
  checkNames(set, Object.values(makeSecrets(set)));
}

// By shape: a definition may come from another copy of this package.
function isDefinition(value: unknown): value is SecretDefinition {
  return isPlainObject(value) && (value.kind === 'json' || value.kind === 'text' || value.kind === 'binary');
}

function checkDefinitions(definitions: SecretDefinitions, environments: Environments): void {
  if (!isPlainObject(definitions)) {
    throw new DeclarationError(
      'SecretDefinitionInvalidError',
      `"secrets" must be a plain object of definitions, and got ${kindOf(definitions)}.`,
      'Write, for example: secrets: { stripe: textSecret() }.',
    );
  }
  const known = [...new Set([...Object.keys(environments), 'sandbox'])];
  for (const [key, definition] of Object.entries(definitions)) {
    if (!isDefinition(definition)) {
      throw new DeclarationError(
        'SecretDefinitionInvalidError',
        `Secret "${key}" must be what jsonSecret, textSecret or binarySecret returns, and got ${kindOf(definition)}.`,
        `Write, for example: ${propertyKey(key)}: textSecret(). The value of a secret is never declared.`,
      );
    }
    checkNamedEnvironments(key, definition, known);
    checkEncryptionKey(key, definition, known);
  }
}

/** TypeScript finds a wrong environment in most forms, but not in `jsonSecret<Type>({ name })`. */
function checkNamedEnvironments(key: string, { name }: SecretDefinition, known: readonly string[]): void {
  if (typeof name !== 'object') return;
  const unknown = Object.keys(name).find((environment) => !known.includes(environment));
  if (unknown === undefined) return;
  throw new DeclarationError(
    'SecretNameInvalidError',
    `Secret "${key}" has a name for the environment "${unknown}", which is not declared.`,
    `Use one of: ${known.join(', ')}.`,
  );
}
