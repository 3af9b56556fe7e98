import {
  allEnvironments,
  type Environment,
  findEnvironment,
  referencesOf,
  type SecretSet,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import type { BackendState } from '../../state/backend-state.js';
import { patternsOverlap } from '../../templates/patterns.js';
import { stemOf } from '../statements/secret-resource.js';

/** A declared secret under its name in one environment. */
export interface DeclaredName {
  readonly name: string;
  readonly key: string;
  readonly set: SecretSet;
  readonly environment: Environment;
  /** Whether that is the environment of this deployment. */
  readonly current: boolean;
}

/** What the sets of a backend declare, as AWS Secrets Manager has it in every environment. */
export interface DeclaredNames {
  readonly all: readonly DeclaredName[];
  /** Those of this deployment's own environment. */
  readonly current: readonly DeclaredName[];
  /** Those that a name or pattern, with its ending, matches. */
  matching(name: string): readonly DeclaredName[];
  /** Names of the environments, other than this deployment's, whose secrets a name or pattern matches. */
  environmentsReached(name: string): readonly string[];
}

export function declaredNames({ sets, deployment }: Pick<BackendState, 'sets' | 'deployment'>): DeclaredNames {
  const all: DeclaredName[] = [];
  const prefixes: { readonly environment: string; readonly prefix: string }[] = [];
  for (const set of sets.all()) {
    const own = deployment && findEnvironment(set.environments, deployment);
    for (const environment of allEnvironments(set.environments)) {
      if (environment.store !== 'secrets-manager') continue;
      const current = environment.name === own?.name;
      if (!current) prefixes.push({ environment: environment.name, prefix: `${set.app}/${environment.name}/` });
      for (const reference of referencesOf(set)) {
        all.push({ name: secretNameIn(environment, reference), key: reference.key, set, environment, current });
      }
    }
  }
  const current = all.filter((each) => each.current);
  const own = new Set(current.map(({ name }) => name));
  // A secret that is shared with this environment is its own.
  const others = all.filter(({ name }) => !own.has(name));
  return {
    all,
    current,
    matching: (name) => all.filter((each) => matchesSecret(name, each.name)),
    environmentsReached(name) {
      // Of a name that only the deployment completes, the beginning is known.
      if (name.includes('${')) {
        const begun = prefixes.filter(({ prefix }) => name.startsWith(prefix));
        return [...new Set(begun.map(({ environment }) => environment))];
      }
      const named = others.filter((each) => matchesSecret(name, each.name)).map(({ environment }) => environment.name);
      // One secret that this environment shares may have a name like another environment's.
      const shared = !/[*?]/.test(stemOf(name)) && [...own].some((each) => matchesSecret(name, each));
      const reached = shared ? [] : prefixes.filter(({ prefix }) => patternsOverlap(name, `${prefix}?*`));
      return [...new Set([...named, ...reached.map(({ environment }) => environment)])];
    },
  };
}

/** Whether a name or pattern, with its ending, matches the secret of a name. */
export function matchesSecret(pattern: string, name: string): boolean {
  return patternsOverlap(pattern, `${name}-??????`);
}
