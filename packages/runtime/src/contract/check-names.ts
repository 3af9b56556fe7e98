import type { Environment } from './environments.js';
import { allEnvironments } from './environments.js';
import { DeclarationError } from './errors.js';
import { ownName, secretNameIn } from './locate.js';
import { acceptedName, checkAmplifySecretName, checkSecretName, kebabCase } from './names.js';
import type { SecretReference, SecretSet } from './secret-set.js';
import { propertyKey, stringLiteral } from './source-code.js';

/**
 * `secretNameIn`, checked against the rules of the environment's store.
 *
 * @throws {SecretNameInvalidError} When AWS Secrets Manager does not accept the name.
 * @throws {SandboxSecretNameInvalidError} When `npx ampx sandbox secret set` does not accept it.
 */
export function checkedNameIn(environment: Environment, reference: SecretReference): string {
  const { set, key, definition, undeclared } = reference;
  const owner = `Secret "${key}" of app "${set.app}"`;
  const name = secretNameIn(environment, reference);
  const writeOwn = (accepted: string) =>
    undeclared
      ? `secretNamed(secrets, '${accepted}')`
      : `name: { ${propertyKey(environment.name)}: '${accepted.replaceAll('{environment}', environment.name)}' } in the definition of "${key}"`;

  if (environment.store === 'amplify') {
    checkAmplifySecretName(name, owner, environment.name, writeOwn);
  } else if (ownName(environment, reference) !== undefined) checkSecretName(name, owner, writeOwn);
  else if (typeof definition.name === 'string') {
    checkSecretName(name, owner, () => `name: '${acceptedName(definition.name)}'`);
  } else {
    checkSecretName(undeclared || kebabCase(key) !== '' ? name : '', owner, () =>
      undeclared
        ? `secretNamed(secrets, '${key.slice(0, 100)}')`
        : `name: '${set.app.slice(0, 100)}/{environment}/my-secret' in its definition, or rename the key`,
    );
  }
  return name;
}

/**
 * Checks every name of a set in every environment. One definition may have the same name in two environments: they share the secret.
 *
 * @throws {SecretNameInvalidError} When AWS Secrets Manager does not accept a name.
 * @throws {SandboxSecretNameInvalidError} When `npx ampx sandbox secret set` does not accept a name.
 * @throws {SecretNameTakenError} When two definitions have the same name in one store.
 */
export function checkNames(set: SecretSet, references: readonly SecretReference[]): void {
  const owners = new Map<string, string>();
  for (const environment of allEnvironments(set.environments)) {
    for (const reference of references) {
      const name = checkedNameIn(environment, reference);
      const place = `${environment.store} ${name}`;
      const owner = owners.get(place);
      if (owner === undefined) owners.set(place, reference.key);
      else if (owner !== reference.key) throw duplicateName(environment, name, [`"${owner}"`, `"${reference.key}"`]);
    }
  }
}

/** Two definitions with the same name in one store: a write to one would overwrite the other. */
export function duplicateName(
  environment: Environment,
  name: string,
  owners: readonly [string, string],
): DeclarationError {
  const store = environment.store === 'amplify' ? "Amplify's secrets" : 'AWS Secrets Manager';
  return new DeclarationError(
    'SecretNameTakenError',
    `Secrets ${owners[0]} and ${owners[1]} have the same name "${name}" in ${store} (environment "${environment.name}").`,
    `Give ${owners[1]} another name, for example: name: { ${propertyKey(environment.name)}: ${stringLiteral(`${name}-2`)} }. If they are the same secret, declare it once.`,
  );
}
