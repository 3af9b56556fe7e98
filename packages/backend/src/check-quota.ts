import { SecretsError } from '@amplify-secrets/runtime/contract';
import { CfnResource } from 'aws-cdk-lib';
import { constructBehind, type SynthesizedPolicy, templateOf } from './attached-policies.js';
import type { Holder } from './holder.js';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: managed policies attached to a role, unless raised.
const MANAGED_POLICIES = 10;

/**
 * CDK moves statements to managed policies where a role's inline policy is full, and stops at no number of them; IAM does, in the middle
 * of a deployment. Throws GrantTooLargeError.
 */
export function checkQuota(holder: Holder, attached: readonly SynthesizedPolicy[], secrets: number): void {
  if (holder.list !== 'Roles') return;
  const made = attached.filter(({ template }) => template.Type === 'AWS::IAM::ManagedPolicy').length;
  const role = constructBehind(holder.name);
  const named = CfnResource.isCfnResource(role) ? templateOf(role)?.Properties?.ManagedPolicyArns : undefined;
  const policies = made + (Array.isArray(named) ? named.length : 0);
  if (policies <= MANAGED_POLICIES) return;
  throw new SecretsError(
    'GrantTooLargeError',
    `The role of "${holder.path}" would need ${policies} managed policies for ${secrets} permissions, and IAM attaches at most ${MANAGED_POLICIES}.`,
    "Grant a family instead of each secret: grantSecretRead(fn, secretsMatching(secrets, 'github-*')). Or keep several values in one jsonSecret.",
  );
}
