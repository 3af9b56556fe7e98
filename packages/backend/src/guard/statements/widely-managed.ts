import type { Templates } from '../../templates/read-templates.js';

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

export function widelyManaged(
  { managedElsewhere, principals }: Templates,
  isResponsibleFor: (path: string) => boolean,
): WidelyManaged[] {
  return managedElsewhere.flatMap(({ principal, policy: arn }) => {
    const policy = /:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
    if (policy === undefined || !POLICIES.includes(policy) || !isResponsibleFor(principal)) return [];
    return [{ where: principal, functions: principals.describe(principal).functions, policy }];
  });
}
