import {
  type Deployment,
  type Environment,
  type Environments,
  findEnvironment,
  matchesGlob,
} from '@amplify-secrets/runtime/contract';
import { patternsOverlap } from '../../templates/patterns.js';

/**
 * The number of deployments of an environment in which a grant may hold, over the life of the backend: a glob, or `sandbox`, is any number.
 * A grant without branches holds in all of them.
 */
export function deploymentsIn(
  environments: Environments,
  { name }: Pick<Environment, 'name'>,
  branches: readonly string[] | undefined,
  deployment: Deployment | undefined,
): number {
  if (name === 'sandbox') return branches === undefined || branches.includes('sandbox') ? Number.POSITIVE_INFINITY : 0;
  const own = patternsIn(environments, name);
  if (branches === undefined) return sum(own.map(sizeOf));
  const held = branches.map((branch) => {
    if (branch === 'sandbox') return 0;
    if (branch.includes('*')) return sum(own.map((pattern) => sharedSize(pattern, branch)));
    return environmentOfBranch(environments, branch, deployment) === name ? 1 : 0;
  });
  return sum(held);
}

/** The branch patterns of an environment, as they were written. */
export function patternsIn(environments: Environments, name: string): readonly string[] {
  const declared = environments[name];
  if (declared === undefined) return [];
  if (typeof declared === 'string') return [declared];
  // Array.isArray does not narrow a readonly array out of a union.
  const branches = 'branches' in declared ? declared.branches : Array.isArray(declared) ? declared : [];
  return [branches ?? []].flat();
}

/** Whether a pattern is for pull-request previews, which match no other. */
export function isOfPreviews(pattern: string): boolean {
  return /^pr-[\d*]+$/.test(pattern);
}

/** The Amplify app of an environment, where its declaration names one. */
export function appIdIn(environments: Environments, name: string): string | undefined {
  const declared = environments[name];
  return typeof declared === 'object' && 'appId' in declared ? declared.appId : undefined;
}

/** Whether two environments name separate Amplify apps, which are often in separate accounts, where one name is two secrets. */
export function areOfSeparateApps(environments: Environments, one: string, other: string): boolean {
  const [app, another] = [appIdIn(environments, one), appIdIn(environments, other)];
  return app !== undefined && another !== undefined && app !== another;
}

function environmentOfBranch(
  environments: Environments,
  branch: string,
  own: Deployment | undefined,
): string | undefined {
  const [, scheme, rest = ''] = /^(standalone|stage):(.*)$/.exec(branch) ?? [];
  const deployment: Deployment =
    scheme === 'standalone'
      ? { type: 'standalone', namespace: rest, name: 'backend' }
      : scheme === 'stage'
        ? { type: 'standalone', namespace: 'pipeline', name: rest }
        : { type: 'branch', namespace: own?.namespace ?? '', name: branch };
  return findEnvironment(environments, deployment)?.name;
}

function sharedSize(pattern: string, branch: string): number {
  if (!pattern.includes('*')) return matchesGlob(branch, pattern) ? 1 : 0;
  return patternsOverlap(pattern, branch) ? Number.POSITIVE_INFINITY : 0;
}

function sizeOf(pattern: string): number {
  return pattern.includes('*') ? Number.POSITIVE_INFINITY : 1;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
