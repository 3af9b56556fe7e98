import type { Environment } from './environments.js';
import { allEnvironments } from './environments.js';
import { SecretsError } from './errors.js';
import { checkAmplifySecretName, checkSecretName, kebabCase } from './names.js';
import type { SecretReference, SecretSet } from './secret-set.js';

/**
 * What a secret is called in an environment: in `secrets-manager` its whole name, `myapp/prod/stripe`; in `amplify` the last part
 * of the parameter's path, `stripe`. Throws SecretNameInvalidError or SandboxSecretNameInvalidError.
 */
export function secretNameIn(environment: Environment, reference: SecretReference): string {
  const { set, key, definition, undeclared } = reference;
  const owner = `Secret "${key}" of app "${set.app}"`;
  const { name } = definition;
  const own = typeof name === 'object' && Object.hasOwn(name, environment.name) ? name[environment.name] : undefined;
  if (environment.store === 'amplify') {
    const amplifyName = own ?? key;
    checkAmplifySecretName(amplifyName, owner);
    return amplifyName;
  }
  const template = own ?? (typeof name === 'string' ? name : undefined);
  const leaf = undeclared ? key : kebabCase(key);
  const full =
    template === undefined
      ? familyNameIn(environment, set, leaf)
      : template.replaceAll('{environment}', environment.name);
  checkSecretName(leaf === '' && template === undefined ? '' : full, owner);
  return full;
}

/** The name, or name pattern, of a leaf under a set's own prefix: `myapp/prod/github-*`. In `amplify`: the leaf itself. */
export function familyNameIn(environment: Environment, set: SecretSet, leaf: string): string {
  return environment.store === 'amplify' ? leaf : `${set.app}/${environment.name}/${leaf}`;
}

/**
 * Judges every name of a set in every environment. Throws SecretNameInvalidError, SandboxSecretNameInvalidError, or
 * SecretNameTakenError where two definitions would be one secret. The same definition under two environments is sharing, and allowed.
 */
export function checkNames(set: SecretSet, references: readonly SecretReference[]): void {
  const owners = new Map<string, string>();
  for (const environment of allEnvironments(set.environments)) {
    for (const reference of references) {
      const name = secretNameIn(environment, reference);
      const place = `${environment.store} ${name}`;
      const owner = owners.get(place);
      if (owner === undefined) owners.set(place, reference.key);
      else if (owner !== reference.key) throw nameTaken(environment, name, [`"${owner}"`, `"${reference.key}"`]);
    }
  }
}

/** Two definitions with one name in one store: a write to the one would be a write to the other. */
export function nameTaken(environment: Environment, name: string, owners: readonly [string, string]): SecretsError {
  const store = environment.store === 'amplify' ? "Amplify's secrets" : 'AWS Secrets Manager';
  return new SecretsError(
    'SecretNameTakenError',
    `Secrets ${owners[0]} and ${owners[1]} are both called "${name}" in ${store} (environment "${environment.name}").`,
    `Give one of them a name of its own, for example: name: { ${/^\w+$/.test(environment.name) ? environment.name : `'${environment.name}'`}: '${name}-2' }. If they are one secret, declare it once.`,
  );
}
