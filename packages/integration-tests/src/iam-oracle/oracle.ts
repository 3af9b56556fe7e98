import type { AccessRequest } from '@amplify-secrets/local/iam';
import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';

export type Verdict = 'allow' | 'explicit-deny' | 'implicit-deny';

/**
 * The answer of @cloud-copilot/iam-simulate to a request. Of its two entries one accepts every context key but no resource policy; the
 * other validates, and silently drops the keys that it does not know for an action.
 */
export async function askOracle(request: AccessRequest): Promise<Verdict> {
  const simulation = simulationOf(request);
  if (request.resource !== '*' && request.resourcePolicy === undefined)
    return verdictOf(runUnsafeSimulation(simulation, {}));
  const result = await runSimulation(simulation, {});
  if (result.resultType === 'error')
    throw new Error(`the oracle refuses the request: ${JSON.stringify(result.errors)}`);
  const ignored = result.resultType === 'single' ? (result.result.ignoredContextKeys ?? []) : [];
  if (ignored.length > 0) throw new Error(`the oracle ignores ${ignored.join(', ')} for ${request.action}`);
  return verdictOf(result.overallResult);
}

function simulationOf(request: AccessRequest): Simulation {
  const { role, session, action, resource, context, resourcePolicy } = request;
  return {
    request: {
      principal: session === undefined ? role.arn : `arn:aws:sts::${role.account}:assumed-role/${role.name}/${session}`,
      action,
      resource: { resource, accountId: resource === '*' ? role.account : (resource.split(':')[4] ?? '') },
      contextVariables: {
        ...Object.fromEntries(
          Object.entries(context ?? {}).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
        ),
        'aws:PrincipalArn': role.arn,
        'aws:PrincipalAccount': role.account,
        ...(action.startsWith('kms:') && { 'kms:CallerAccount': role.account }),
      },
    },
    identityPolicies: role.policies.map(({ name, document }) => ({ name, policy: document })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resourcePolicy && { resourcePolicy: resourcePolicy.document }),
    ...(role.boundary && {
      permissionBoundaryPolicies: [{ name: role.boundary.name, policy: role.boundary.document }],
    }),
  };
}

function verdictOf(result: string): Verdict {
  if (result === 'Allowed') return 'allow';
  return result === 'ExplicitlyDenied' ? 'explicit-deny' : 'implicit-deny';
}
