import type { Environment } from './environments.js';
import { checkAmplifySecretName, kebabCase } from './names.js';
import type { SecretReference, SecretSet } from './secret-set.js';

/**
 * What a secret is called in an environment: in `secrets-manager` its whole name, `myapp/prod/stripe`; in `amplify` the last part
 * of the parameter's path, `stripe`. What a set declares was judged with the set (`checkNames`). Throws
 * SandboxSecretNameInvalidError for the leaf of a `secretNamed` that cannot be in Amplify's store.
 */
export function secretNameIn(environment: Environment, reference: SecretReference): string {
  const { key, definition, set, undeclared } = reference;
  const { name } = definition;
  const own = ownName(environment, reference);
  if (own !== undefined) return own;
  if (environment.store === 'amplify') {
    if (undeclared) checkAmplifySecretName(key, 'secretNamed', (accepted) => `secretNamed(secrets, '${accepted}')`);
    return key;
  }
  if (typeof name === 'string') return name.replaceAll('{environment}', environment.name);
  return prefixedNameIn(environment, set, undeclared ? key : kebabCase(key));
}

/** The name that a definition gives for that very environment. */
export function ownName(environment: Environment, { definition: { name } }: SecretReference): string | undefined {
  return typeof name === 'object' && Object.hasOwn(name, environment.name) ? name[environment.name] : undefined;
}

/** The name, or name pattern, of a leaf under a set's own prefix: `myapp/prod/github-*`. In `amplify`: the leaf itself. */
export function prefixedNameIn(environment: Environment, set: SecretSet, leaf: string): string {
  return environment.store === 'amplify' ? leaf : `${set.app}/${environment.name}/${leaf}`;
}
