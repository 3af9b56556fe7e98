import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { templateOf } from '../attached-policies.js';
import { shownText } from '../policy/arn-text.js';
import { idOf, type Principals } from '../policy/principals.js';

/** A role, user or group with a managed policy of AWS's own that gives it every secret of the account. */
export interface WidelyManaged {
  readonly where: string;
  readonly functions: readonly string[];
  /** The policy's name. */
  readonly policy: string;
}

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-policies.html
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
const POLICIES = [
  'SecretsManagerReadWrite',
  'AWSSecretsManagerClientReadOnlyAccess',
  'AdministratorAccess',
  'PowerUserAccess',
];
const HOLDERS = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];

export function widelyManagedRoles(constructs: readonly IConstruct[], principals: Principals): WidelyManaged[] {
  return constructs.flatMap((resource) => {
    if (!CfnResource.isCfnResource(resource) || !HOLDERS.includes(resource.cfnResourceType)) return [];
    const arns = templateOf(resource)?.Properties?.ManagedPolicyArns;
    if (!Array.isArray(arns)) return [];
    const where = idOf(resource);
    return arns.flatMap((arn) => {
      const policy = /:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(shownText(arn))?.[1];
      if (policy === undefined || !POLICIES.includes(policy)) return [];
      return [{ where, functions: principals.describe(where).functions, policy }];
    });
  });
}
