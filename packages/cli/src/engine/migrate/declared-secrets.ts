import {
  allEnvironments,
  referencesOf,
  type SecretReference,
  type SecretSet,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import { wildcardSource } from './wildcards.js';

/** The secrets of a project's declaration, by the names that statements have for them. */
export interface DeclaredSecrets {
  readonly set: SecretSet;
  /** The reference that has this name in AWS Secrets Manager, in any environment. */
  readonly referenceOf: (name: string) => SecretReference | undefined;
  /** What matches the same secrets as a pattern: `allSecrets(secrets)`, or `secretsMatching(secrets, 'github-*')`. */
  readonly matching: (pattern: string) => readonly [call: string, pattern?: string] | undefined;
  /** Whether any of them, in any environment, is under a pattern. */
  readonly isMatched: (pattern: string) => boolean;
}

export function declaredSecrets(set: SecretSet): DeclaredSecrets {
  const environments = allEnvironments(set.environments).filter(({ store }) => store === 'secrets-manager');
  const byName = new Map(
    referencesOf(set).flatMap((reference) =>
      environments.map((environment) => [secretNameIn(environment, reference), reference] as const),
    ),
  );
  return {
    set,
    referenceOf: (name) => byName.get(name),
    isMatched: (pattern) => [...byName.keys()].some((name) => new RegExp(`^${wildcardSource(pattern)}$`).test(name)),
    matching(pattern) {
      const prefix = environments.map(({ name }) => `${set.app}/${name}/`).find((each) => pattern.startsWith(each));
      const leaf = prefix === undefined ? undefined : pattern.slice(prefix.length);
      if (leaf === '*') return ['allSecrets'];
      return leaf !== undefined && /^[^*]+\*$/.test(leaf) ? ['secretsMatching', leaf] : undefined;
    },
  };
}
