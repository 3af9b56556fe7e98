import {
  type Deployment,
  findEnvironment,
  optionsOf,
  patternsOf,
  type SecretSet,
} from '@amplify-secrets/runtime/contract';

const APP = 'd123abc';
/** So many names of the code's own conditions are synthesised at most. */
const MOST_NAMES = 24;

/** What says where a backend is deployed. */
export interface SampleSources {
  /** The patterns of grants by name. */
  readonly branches: readonly string[];
  readonly set: SecretSet | undefined;
  /** The branches that the code itself compares with. */
  readonly compared: readonly string[];
  readonly packageName: string | undefined;
  /** Whether the backend needs an environment of the declaration, or uses none. */
  readonly needsEnvironment: boolean;
}

/**
 * One deployment for each branch pattern, of the grants by name and of the declaration; main, the branches of the code's own conditions,
 * another branch, and a sandbox. Those that no environment matches would not synthesise.
 */
export function sampleDeployments({
  branches,
  set,
  compared,
  packageName = 'my-app',
  needsEnvironment,
}: SampleSources): readonly Deployment[] {
  const environments = set?.environments ?? {};
  const declared = Object.values(environments).flatMap((options) => {
    const { branches: patterns, appId } = optionsOf(options);
    return patternsOf(patterns).flatMap((pattern) => sampleOf(pattern, appId) ?? []);
  });
  const apps = new Set([APP, ...Object.values(environments).flatMap((options) => optionsOf(options).appId ?? [])]);
  const names = ['main', ...compared.slice(0, MOST_NAMES), OTHER];
  const possible = [
    ...branches.flatMap((pattern) => sampleOf(pattern) ?? []),
    ...declared,
    ...names.flatMap((name) => [...apps].map((app): Deployment => ({ type: 'branch', namespace: app, name }))),
    { type: 'sandbox', namespace: packageName, name: 'sandbox' } as const,
  ].filter((deployment) => !needsEnvironment || findEnvironment(environments, deployment) !== undefined);
  return [...new Map(possible.map((deployment) => [JSON.stringify(deployment), deployment])).values()];
}

/** A branch that nobody has named. */
const OTHER = 'feature';

/** Undefined for `sandbox`. */
function sampleOf(pattern: string, appId = APP): Deployment | undefined {
  if (pattern === 'sandbox') return undefined;
  const name = pattern.startsWith('pr-') ? pattern.replaceAll('*', '7') : pattern.replaceAll('*', OTHER);
  const [, scheme, rest = ''] = /^(standalone|stage):(.*)$/.exec(name) ?? [];
  if (scheme === 'standalone') return { type: 'standalone', namespace: rest, name: 'backend' };
  if (scheme === 'stage') return { type: 'standalone', namespace: 'pipeline', name: rest };
  return { type: 'branch', namespace: appId, name };
}

/** What Amplify Hosting sets in a build of a branch. */
export function variablesOf({ type, namespace, name }: Deployment): Readonly<Record<string, string>> {
  return type === 'branch' ? { AWS_BRANCH: name, AWS_APP_ID: namespace } : {};
}
