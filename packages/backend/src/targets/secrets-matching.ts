import {
  allEnvironments,
  checkSecretPattern,
  DeclarationError,
  ownProperties,
  prefixedNameIn,
  type SecretReference,
  type SecretSet,
  type Secrets,
  secretSetOf,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import { checkPatternIsSet } from './named-secret.js';
import { storeLine } from './store-line.js';

// Registered, so that two installed copies of this package know each other's patterns.
const PATTERN = Symbol.for('@amplify-secrets/pattern');

/** Secrets of one set, by a pattern of their names. Returned by `secretsMatching`. */
export interface SecretPattern {
  readonly set: SecretSet;
  readonly pattern: string;
}

/**
 * All secrets whose names match, including those that do not exist yet and those that the set does not declare. The pattern is relative
 * to the set: `github-*` is `myapp/prod/github-*`, and in Amplify's store the same names. `*` matches any characters, also `/`.
 * Read one with `getSecret(secretNamed(secrets, 'github-acme'))`.
 *
 * In Amplify's store the secrets of all sets lie in one folder: a warning names those of other sets that the pattern matches.
 *
 * @throws {SecretPatternInvalidError} When the pattern is not valid, or can match nothing in one of the environments.
 * @throws {GrantTargetInvalidError} When `secrets` is not what `defineSecrets` returned.
 * @example
 * ```ts
 * grantSecretRead(backend.router, secretsMatching(secrets, 'github-*'));
 * ```
 */
export function secretsMatching(secrets: Secrets, pattern: string): SecretPattern {
  const set = requireSet(secrets, `secretsMatching(secrets, 'github-*')`);
  checkSecretPattern(pattern);
  checkPatternIsSet(pattern);
  checkPatternIsRelative(set, pattern);
  for (const environment of allEnvironments(set.environments)) {
    if (environment.store === 'secrets-manager') {
      checkSecretPattern(prefixedNameIn(environment, set, pattern));
      checkPatternIsSet(prefixedNameIn(environment, set, pattern));
    } else if (/[^A-Za-z0-9_.*-]/.test(pattern)) {
      throw new DeclarationError(
        'SecretPatternInvalidError',
        `"${pattern}" can match nothing in the environment "${environment.name}": its store is 'amplify', and Amplify's own secrets have only letters, digits and _.- in their names.`,
        `In defineSecrets choose the store of that environment: ${storeLine(environment.name, set.environments)}. Or write a pattern without these characters: secretsMatching(secrets, ${stringLiteral(pattern.replace(/[^A-Za-z0-9_.*-]+/g, '-'))}).`,
      );
    }
  }
  const value = { set, pattern };
  Object.defineProperty(value, PATTERN, ownProperties({ value: true }));
  return Object.freeze(value);
}

/**
 * Every secret that the set declares, one by one. It is not a wildcard: a secret that is declared later is granted by the next deployment.
 *
 * @throws {GrantTargetInvalidError} When `secrets` is not what `defineSecrets` returned.
 * @example
 * ```ts
 * grantSecretRead(backend.worker, allSecrets(secrets));
 * ```
 */
export function allSecrets(secrets: Secrets): readonly SecretReference[] {
  requireSet(secrets, 'allSecrets(secrets)');
  return Object.values(secrets);
}

/** `myapp/prod/github-*`, which would be `myapp/prod/myapp/prod/github-*`. */
function checkPatternIsRelative(set: SecretSet, pattern: string): void {
  const names = ['*', ...allEnvironments(set.environments).map(({ name }) => name)];
  const prefix = names.map((name) => `${set.app}/${name}/`).find((start) => pattern.startsWith(start));
  if (prefix === undefined) return;
  const rest = pattern.slice(prefix.length);
  throw new DeclarationError(
    'SecretPatternInvalidError',
    `${stringLiteral(pattern)} begins with ${stringLiteral(prefix)}, and a pattern is relative to the app and the environment.`,
    rest.includes('*')
      ? `Write: secretsMatching(secrets, ${stringLiteral(rest)}).`
      : `To grant one secret, write: secretNamed(secrets, ${stringLiteral(rest || 'my-secret')}).`,
  );
}

export function isSecretPattern(value: unknown): value is SecretPattern {
  return typeof value === 'object' && value !== null && PATTERN in value;
}

function requireSet(secrets: unknown, line: string): SecretSet {
  const set = secretSetOf(secrets);
  if (set !== undefined) return set;
  throw new BackendError(
    'GrantTargetInvalidError',
    `The first argument of ${line.slice(0, line.indexOf('('))} must be what defineSecrets returned.`,
    `Write: ${line}.`,
  );
}
