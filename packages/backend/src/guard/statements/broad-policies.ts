import type { Templates } from '../../templates/read-templates.js';

/** A managed policy of AWS that gives a role, user or group every secret of the account. */
export interface BroadPolicy {
  /** Path of the role, user or group. */
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

export function broadPolicies(
  { managedElsewhere, principals }: Templates,
  isResponsibleFor: (path: string) => boolean,
): BroadPolicy[] {
  return managedElsewhere.flatMap(({ principal, policy: arn }) => {
    const policy = /:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
    if (policy === undefined || !POLICIES.includes(policy) || !isResponsibleFor(principal)) return [];
    return [{ where: principal, functions: principals.describe(principal).functions, policy }];
  });
}
