import {
  type Deployment,
  findEnvironment,
  optionsOf,
  patternsOf,
  type SecretSet,
} from '@amplify-secrets/runtime/contract';

const APP = 'd123abc';
/** So many deployments of the code's own conditions are synthesised at most. */
const MOST_COMPARED = 16;

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
  /** Whether the code reads what Amplify Hosting sets, and a pipeline elsewhere does not. */
  readonly readsVariables: boolean;
}

export interface SampleDeployment {
  readonly deployment: Deployment;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * One deployment for each branch pattern, of the grants by name and of the declaration; main, the branches of the code's own conditions,
 * another branch, and a sandbox. Those that no environment matches would not synthesise. Where the code reads the variables of Amplify
 * Hosting, main and the branches of grants by name also without them.
 */
export function sampleDeployments(sources: SampleSources): readonly SampleDeployment[] {
  const { branches, set, compared, packageName = 'my-app', needsEnvironment, readsVariables } = sources;
  const environments = set?.environments ?? {};
  const isPossible = (deployment: Deployment) =>
    !needsEnvironment || findEnvironment(environments, deployment) !== undefined;
  const declared = Object.entries(environments).flatMap(([environment, options]) => {
    const { branches: patterns, appId } = optionsOf(options);
    return patternsOf(patterns).flatMap((pattern) => sampleOf(pattern, appId, { environments, environment }) ?? []);
  });
  const apps = appsOf(set);
  const branchesNamed = (names: readonly string[]) =>
    names.flatMap((name) => [...apps].map((namespace): Deployment => ({ type: 'branch', namespace, name })));
  const granted = branches.flatMap((pattern) => sampleOf(pattern) ?? []);
  const main = branchesNamed(['main']);
  const others = branchesNamed([...compared.slice(0, mostCompared(apps)), OTHER]);
  const sandbox: Deployment = { type: 'sandbox', namespace: packageName, name: 'sandbox' };
  const samples = [...granted, ...declared, ...main, ...others, sandbox].map((deployment) => ({
    deployment,
    variables: variablesOf(deployment),
  }));
  const without = readsVariables ? [...granted, ...main].map((deployment) => ({ deployment, variables: {} })) : [];
  const all = [...samples, ...without].filter(({ deployment }) => isPossible(deployment));
  return [...new Map(all.map((sample) => [JSON.stringify(sample), sample])).values()];
}

/** The branches of the code's own conditions that are too many to be synthesised. */
export function uncomparedBranches({ compared, set }: Pick<SampleSources, 'compared' | 'set'>): readonly string[] {
  return compared.slice(mostCompared(appsOf(set)));
}

function mostCompared(apps: ReadonlySet<string>): number {
  return Math.ceil(MOST_COMPARED / apps.size);
}

function appsOf(set: SecretSet | undefined): ReadonlySet<string> {
  return new Set([APP, ...Object.values(set?.environments ?? {}).flatMap((options) => optionsOf(options).appId ?? [])]);
}

/** A branch that neither the code nor a pattern names; where an environment has that name, one of OTHERS. */
const OTHER = 'feature';
const OTHERS = [OTHER, 'feature-2', 'work/3'];

/** A branch that no environment of a declaration matches: with a grant by reference it does not synthesise any more. */
export function unmatchedBranch({ environments }: SecretSet): string | undefined {
  return OTHERS.find((other) => findEnvironment(environments, deploymentOf(other, APP, other)) === undefined);
}

/** Undefined for `sandbox`. Of a declared pattern, a branch that the pattern's environment has, and no other. */
function sampleOf(
  pattern: string,
  appId = APP,
  of?: { readonly environments: SecretSet['environments']; readonly environment: string },
): Deployment | undefined {
  if (pattern === 'sandbox') return undefined;
  const possible = OTHERS.map((other) => deploymentOf(pattern, appId, other));
  const isOwn = (each: Deployment) =>
    of !== undefined && findEnvironment(of.environments, each)?.name === of.environment;
  return possible.find(isOwn) ?? possible[0];
}

function deploymentOf(pattern: string, appId: string, other: string): Deployment {
  const name = pattern.startsWith('pr-') ? pattern.replaceAll('*', '7') : pattern.replaceAll('*', other);
  const [, scheme, rest = ''] = /^(standalone|stage):(.*)$/.exec(name) ?? [];
  if (scheme === 'standalone') return { type: 'standalone', namespace: rest, name: 'backend' };
  if (scheme === 'stage') return { type: 'standalone', namespace: 'pipeline', name: rest };
  return { type: 'branch', namespace: appId, name };
}

/** What Amplify Hosting sets in a build of a branch. */
function variablesOf({ type, namespace, name }: Deployment): Readonly<Record<string, string>> {
  return type === 'branch' ? { AWS_BRANCH: name, AWS_APP_ID: namespace } : {};
}
