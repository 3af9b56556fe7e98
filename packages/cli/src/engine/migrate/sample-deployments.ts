import {
  type Deployment,
  findEnvironment,
  optionsOf,
  patternsOf,
  type SecretSet,
} from '@amplify-secrets/runtime/contract';

const APP = 'd123abc';

/**
 * A sandbox, and one deployment for each branch pattern: those of the grants by name, and the first of each environment. Those that
 * no environment matches would not synthesise.
 */
export function sampleDeployments(
  branches: readonly string[],
  set: SecretSet | undefined,
  packageName = 'my-app',
): readonly Deployment[] {
  const declared = Object.values(set?.environments ?? {}).flatMap((options) => {
    const { branches: patterns, appId } = optionsOf(options);
    return patternsOf(patterns)
      .slice(0, 1)
      .map((pattern) => sampleOf(pattern, appId));
  });
  const sandbox: Deployment = { type: 'sandbox', namespace: packageName, name: 'sandbox' };
  const all = [...branches.map((pattern) => sampleOf(pattern)), ...declared, sandbox];
  const possible = all
    .map((deployment) => deployment ?? sandbox)
    .filter((deployment) => set === undefined || findEnvironment(set.environments, deployment) !== undefined);
  return [...new Map(possible.map((deployment) => [JSON.stringify(deployment), deployment])).values()];
}

/** Undefined for `sandbox`. */
function sampleOf(pattern: string, appId = APP): Deployment | undefined {
  if (pattern === 'sandbox') return undefined;
  const name = pattern.startsWith('pr-') ? pattern.replaceAll('*', '7') : pattern.replaceAll('*', 'feature');
  const [, scheme, rest = ''] = /^(standalone|stage):(.*)$/.exec(name) ?? [];
  if (scheme === 'standalone') return { type: 'standalone', namespace: rest, name: 'backend' };
  if (scheme === 'stage') return { type: 'standalone', namespace: 'pipeline', name: rest };
  return { type: 'branch', namespace: appId, name };
}
