import type { Deployment } from '@amplify-secrets/local';
import type { DeclaredSet, Store } from './project.js';
import { isLike } from './wildcard.js';

export interface EnvironmentOfSet {
  readonly name: string;
  readonly store: Store;
}

/** The environment of a deployment by the declaration, or undefined. Shares no code with the kit. */
export function environmentIn(set: DeclaredSet, deployment: Deployment): EnvironmentOfSet | undefined {
  if (deployment.type === 'sandbox') return environmentNamed(set, 'sandbox');
  const candidates = set.environments
    .filter(({ appId }) => appId === undefined || (deployment.type === 'branch' && deployment.namespace === appId))
    .flatMap(({ name, branches }) => branches.map((pattern) => ({ name, pattern })))
    .filter(({ pattern }) => matches(pattern, deployment));
  const exact = candidates.find(({ pattern }) => !pattern.includes('*'));
  const found = exact ?? candidates[0];
  return found && environmentNamed(set, found.name);
}

export function environmentNamed(set: DeclaredSet, name: string): EnvironmentOfSet {
  const declared = set.environments.find((environment) => environment.name === name)?.store;
  return { name, store: declared ?? (name === 'sandbox' ? 'amplify' : 'secrets-manager') };
}

/** Every environment that a set's secrets may be of. */
export function environmentsOf(set: DeclaredSet): readonly EnvironmentOfSet[] {
  const names = new Set([...set.environments.map(({ name }) => name), 'sandbox']);
  return [...names].map((name) => environmentNamed(set, name));
}

/** Whether a branch pattern, of an environment or of a grant's `branches`, matches a deployment. */
export function matches(pattern: string, { type, namespace, name }: Deployment): boolean {
  switch (type) {
    case 'sandbox':
      return pattern === 'sandbox';
    case 'standalone': {
      const [scheme, id] = namespace === 'pipeline' ? ['stage:', name] : ['standalone:', namespace];
      return pattern.startsWith(scheme) && isLike(pattern.slice(scheme.length), id);
    }
    case 'branch': {
      const preview = /^pr-[0-9]+$/.test(name);
      return (!preview || pattern.startsWith('pr-')) && isLike(pattern, name);
    }
  }
}
