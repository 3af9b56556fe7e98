import type { Environment } from './environments.js';
import { kebabCase } from './names.js';
import type { SecretReference, SecretSet } from './secret-set.js';

/**
 * The name of a secret in an environment: in `secrets-manager` its full name, `myapp/prod/stripe`; in `amplify` the last part of the
 * parameter's path, `stripe`. The names of declared secrets were checked with their set (`checkNames`).
 *
 * @throws {SandboxSecretNameInvalidError} When the store is `amplify`, and `secretNamed` was given a name that it does not accept.
 */
export function secretNameIn(environment: Environment, reference: SecretReference): string {
  const { key, definition, set, undeclared } = reference;
  const { name } = definition;
  const own = ownName(environment, reference);
  if (own !== undefined) return own;
  if (environment.store === 'amplify') {
    reference.checkAmplifyName?.(environment);
    return key;
  }
  if (typeof name === 'string') return name.replaceAll('{environment}', environment.name);
  return prefixedNameIn(environment, set, undeclared ? key : kebabCase(key));
}

/** The name that a definition has for this environment alone. */
export function ownName(environment: Environment, { definition: { name } }: SecretReference): string | undefined {
  return typeof name === 'object' && Object.hasOwn(name, environment.name) ? name[environment.name] : undefined;
}

/** A name or a pattern with the set's prefix: `myapp/prod/github-*`. In `amplify` there is no prefix. */
export function prefixedNameIn(environment: Environment, set: SecretSet, leaf: string): string {
  return environment.store === 'amplify' ? leaf : `${set.app}/${environment.name}/${leaf}`;
}
