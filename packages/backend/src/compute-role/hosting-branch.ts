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

/** The branch whose server this deployment is behind; a sandbox and a standalone deployment have none. Throws ComputeRoleInvalidError. */
export function hostingBranchOf(deployment: Deployment): HostingBranch | undefined {
  const { type, namespace: appId, name: branchName } = deployment;
  if (type !== 'branch') return undefined;
  // Both become parts of ARNs, where * and ? are wildcards and $ begins a policy variable. Git itself allows of these only $, ' and ".
  if (/^d[a-z0-9]+$/.test(appId) && /^[^\s*?$'"`\\]{1,255}$/.test(branchName)) return { appId, branchName };
  throw new BackendError(
    'ComputeRoleInvalidError',
    `The ${describeDeployment(deployment)} cannot be written in an IAM policy as it is.`,
    `Rename the branch: letters, digits and /_.- are safe. An app id is d followed by lower-case letters and digits.`,
  );
}

export function branchArn({ partition, region, account }: Stack, { appId, branchName }: HostingBranch): string {
  return `arn:${partition}:amplify:${region}:${account}:apps/${appId}/branches/${branchName}`;
}

/**
 * Amplify Hosting, on behalf of that one branch: AWS says that aws:SourceArn is the branch's ARN.
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

// No app has that id, so nobody can take on the role where there is no branch.
const NOBODY: HostingBranch = { appId: 'none', branchName: 'none' };

/** Nothing says whether a slash in a branch's name is encoded in that condition, and both are the same branch. */
function spellings(stack: Stack, branch: HostingBranch): string | string[] {
  const encoded = encodeURIComponent(branch.branchName);
  if (encoded === branch.branchName) return branchArn(stack, branch);
  return [branchArn(stack, branch), branchArn(stack, { ...branch, branchName: encoded })];
}
