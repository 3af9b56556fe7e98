import { AwsError } from '../aws-error.js';
import type { Decision, NamedPolicy, Role } from '../iam/model.js';

export interface Refusal {
  readonly principal: string;
  readonly role: Role;
  readonly action: string;
  readonly resource: string;
  readonly resourcePolicy?: NamedPolicy;
  readonly decision: Decision;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html lists the wordings. */
export function accessDenied(refusal: Refusal): AwsError {
  const { principal, action, resource } = refusal;
  // An action without a resource type has no resource to name.
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const message = `User: ${principal} is not authorized to perform: ${action}${on} ${because(refusal)}`;
  return new AwsError('AccessDeniedException', message);
}

function because({ action, decision, role, resourcePolicy }: Refusal): string {
  switch (decision.reason) {
    case 'explicit-deny':
      return `with an explicit deny in ${policyKind(decision.statement, role, resourcePolicy)}`;
    case 'boundary':
      return `because no permissions boundary allows the ${action} action`;
    case 'resource-policy':
      return `because no resource-based policy allows the ${action} action`;
    case 'unknown':
      return `because the local AWS cannot tell whether it is allowed: ${decision.unknowns.join('; ')}`;
    default:
      return `because no identity-based policy allows the ${action} action`;
  }
}

function policyKind(statement: string | undefined, role: Role, resourcePolicy: NamedPolicy | undefined): string {
  const isIn = (policy: NamedPolicy | undefined) => policy !== undefined && statement?.startsWith(`${policy.name}#`);
  if (role.policies.some(isIn)) return 'an identity-based policy';
  if (isIn(role.boundary)) return 'a permissions boundary';
  return isIn(resourcePolicy) ? 'a resource-based policy' : 'an identity-based policy';
}
