import {
  allEnvironments,
  referencesOf,
  type SecretReference,
  type SecretSet,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import { isProductionIn } from '../../deployment/find-place.js';
import { wildcardSource } from './wildcards.js';

/** The secrets of a project's declaration, by the names that statements have for them. */
export interface DeclaredSecrets {
  readonly set: SecretSet;
  /** The reference that has this name in AWS Secrets Manager, in any environment. */
  readonly referenceOf: (name: string) => SecretReference | undefined;
  /** What matches the same secrets as a pattern of one environment. */
  readonly matching: (pattern: string) => Matching | undefined;
  /**
   * A production environment whose copy of a secret none of the names or patterns of a statement is, and where the secret's reference would
   * be that copy. Without a reference, whether they have anything of each production environment.
   */
  readonly unnamedProduction: (reference: SecretReference | undefined, names: readonly string[]) => string | undefined;
  /** Whether any of them, in any environment, is under a pattern. */
  readonly isMatched: (pattern: string) => boolean;
}

/** `allSecrets(secrets)`, `secretsMatching(secrets, 'github-*')`, or, where others have names outside of the pattern, single ones. */
export type Matching =
  | { readonly call: 'allSecrets' | 'secretsMatching'; readonly leaf: string | undefined }
  | { readonly references: readonly SecretReference[] };

// `shop/*/stripe-*`, with what stands for the six characters that AWS adds, or without it.
const ONE_OF_EACH = /^[^*?/]+\/\*\/([\w/+=.@-]*?)(?:-\?{6}|-?\*)?$/;

/** `production` are the environments that count as production, where the project lists them. */
export function declaredSecrets(set: SecretSet, production?: readonly string[]): DeclaredSecrets {
  const environments = allEnvironments(set.environments).filter(({ store }) => store === 'secrets-manager');
  const byName = new Map(
    referencesOf(set).flatMap((reference) =>
      environments.map((environment) => [secretNameIn(environment, reference), reference] as const),
    ),
  );
  return {
    set,
    referenceOf: (name) => byName.get(name),
    unnamedProduction(reference, names) {
      const isNamed = (environment: (typeof environments)[number]) => {
        if (reference === undefined) return names.some((name) => name.startsWith(`${set.app}/${environment.name}/`));
        const own = secretNameIn(environment, reference);
        return names.some(
          (name) =>
            environment.store === 'secrets-manager' &&
            [own, `${own}-a1B2c3`].some((each) => new RegExp(`^${wildcardSource(name)}$`).test(each)),
        );
      };
      return allEnvironments(set.environments).find(
        (environment) => isProductionIn(set, environment.name, production) && !isNamed(environment),
      )?.name;
    },
    isMatched: (pattern) => [...byName.keys()].some((name) => new RegExp(`^${wildcardSource(pattern)}$`).test(name)),
    matching(pattern) {
      // One secret of every environment: a grant is of the deployment's own.
      const [, shared] = pattern.startsWith(`${set.app}/*/`) ? (ONE_OF_EACH.exec(pattern) ?? []) : [];
      const ofEach = referencesOf(set).filter((reference) =>
        environments.every((each) => secretNameIn(each, reference) === `${set.app}/${each.name}/${shared}`),
      );
      if (shared !== undefined && ofEach.length > 0) return { references: ofEach };
      const environment = environments.find(({ name }) => pattern.startsWith(`${set.app}/${name}/`));
      if (environment === undefined) return undefined;
      const prefix = `${set.app}/${environment.name}/`;
      const leaf = pattern.slice(prefix.length);
      if (leaf === '*') {
        const references = referencesOf(set).filter((each) => secretNameIn(environment, each).startsWith(prefix));
        if (references.length === referencesOf(set).length) return { call: 'allSecrets', leaf: undefined };
        return references.length === 0 ? undefined : { references };
      }
      return /^[^*]+\*$/.test(leaf) ? { call: 'secretsMatching', leaf } : undefined;
    },
  };
}
