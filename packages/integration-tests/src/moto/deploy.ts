import { createRequire } from 'node:module';
import type { Deployment } from '@amplify-secrets/local';
import type { Moto } from './moto.js';
import { runAmpx } from './run-ampx.js';

/** Amplify's own name of a deployment's stack. */
interface AmplifyStacks {
  readonly BackendIdentifierConversions: { toStackName(of: Deployment): string };
}
const { BackendIdentifierConversions } = createRequire(import.meta.url)('@aws-amplify/platform-core') as AmplifyStacks;

export function stackNameOf(deployment: Deployment): string {
  return BackendIdentifierConversions.toStackName(deployment);
}

/**
 * Deploys a project with the real `ampx`, as a sandbox or as a branch. Throws, with all that `ampx` printed, unless CloudFormation says
 * that the stack is complete: `ampx` fails after every deployment to moto, whose GetTemplateSummary refuses templates without a version,
 * and a sandbox ends with exit code 0 whatever happened.
 */
export async function deploy(moto: Moto, folder: string, deployment: Deployment): Promise<void> {
  const { type, namespace, name } = deployment;
  const stack = stackNameOf(deployment);
  const args =
    type === 'sandbox'
      ? ['sandbox', '--once', '--identifier', name]
      : ['pipeline-deploy', '--branch', name, '--app-id', namespace];
  const ampx = runAmpx(folder, args, moto.environment);
  if (type === 'branch') {
    // Printed when CreateStack has returned. Listing a stack's resources before that makes moto create them a second time.
    await ampx.printed(/CREATE_IN_PROGRESS \| AWS::CloudFormation::Stack/);
    await linkBranch(moto, stack);
  }
  const output = await ampx.output;
  const [deployed] = await moto.stacks(stack);
  if (deployed?.StackStatus === 'CREATE_COMPLETE') return;
  throw new Error(`ampx ${args.join(' ')} left ${stack} ${deployed?.StackStatus ?? 'out'}:\n${output}`);
}

/**
 * A branch's stack waits for a custom resource that registers it with the Amplify service. moto runs no Lambda function without Docker,
 * so this answers in its place: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
async function linkBranch(moto: Moto, stack: string): Promise<void> {
  const [{ StackId } = {}] = await moto.stacks(stack);
  if (StackId === undefined) return;
  const { StackResources = [] } = await moto.cloudformation.describeStackResources({ StackName: StackId });
  const linker = StackResources.find(({ ResourceType }) => ResourceType === 'Custom::AmplifyBranchLinkerResource');
  if (linker !== undefined) await answer(moto, StackId, linker.LogicalResourceId);
}

async function answer({ endpoint }: Moto, stackId: string, logicalId: string | undefined): Promise<void> {
  const { ok, status } = await fetch(`${endpoint}/cloudformation_us-east-1/cfnresponse?stack=${stackId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      Status: 'SUCCESS',
      PhysicalResourceId: 'branch-linker',
      StackId: stackId,
      RequestId: 'request',
      LogicalResourceId: logicalId,
      Data: {},
    }),
  });
  if (!ok) throw new Error(`moto took no answer for ${logicalId}: ${status}`);
}

/** moto leaves the nested stacks of one that it deletes. */
export async function undeploy({ cloudformation, stacks }: Moto, deployment: Deployment): Promise<void> {
  const root = stackNameOf(deployment);
  await cloudformation.deleteStack({ StackName: root });
  for (const { StackId } of await stacks(root)) await cloudformation.deleteStack({ StackName: StackId });
}
