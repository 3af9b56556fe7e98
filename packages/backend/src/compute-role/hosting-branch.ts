import { type Deployment, describeDeployment } from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';
import { type IPrincipal, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BackendError } from '../backend-error.js';

export const AMPLIFY = 'amplify.amazonaws.com';

/** A branch of an app in Amplify Hosting. */
export interface HostingBranch {
  readonly appId: string;
  readonly branchName: string;
}

/**
 * The branch whose server uses this deployment; undefined for a sandbox and a standalone deployment.
 * @throws {ComputeRoleInvalidError} When its name or app id has characters with a meaning in IAM policies.
 */
export function hostingBranchOf(deployment: Deployment): HostingBranch | undefined {
  const { type, namespace: appId, name: branchName } = deployment;
  if (type !== 'branch') return undefined;
  // Both become parts of ARNs, where * and ? are wildcards and $ begins a policy variable. Of these, git allows only $, ' and ".
  if (/^d[a-z0-9]+$/.test(appId) && /^[^\s*?$'"`\\]{1,255}$/.test(branchName)) return { appId, branchName };
  throw new BackendError(
    'ComputeRoleInvalidError',
    `The ${describeDeployment(deployment)} has characters with a meaning in IAM policies.`,
    `Rename the branch: letters, digits and /_.- are safe. An app id is d followed by lower-case letters and digits.`,
  );
}

export function branchArn({ partition, region, account }: Stack, { appId, branchName }: HostingBranch): string {
  return `arn:${partition}:amplify:${region}:${account}:apps/${appId}/branches/${branchName}`;
}

/**
 * Amplify Hosting, for that one branch: aws:SourceArn is the ARN of the branch.
 * https://docs.aws.amazon.com/amplify/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function hostingPrincipal(stack: Stack, branch: HostingBranch | undefined): IPrincipal {
  return new ServicePrincipal(AMPLIFY, {
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': branch === undefined ? branchArn(stack, NOBODY) : spellings(stack, branch) },
    },
  });
}

// No app has that id, so nobody can assume the role where there is no branch.
const NOBODY: HostingBranch = { appId: 'none', branchName: 'none' };

/** AWS does not document whether a slash in the name of a branch is encoded here, and both are the same branch. */
function spellings(stack: Stack, branch: HostingBranch): string | string[] {
  const encoded = encodeURIComponent(branch.branchName);
  if (encoded === branch.branchName) return branchArn(stack, branch);
  return [branchArn(stack, branch), branchArn(stack, { ...branch, branchName: encoded })];
}
