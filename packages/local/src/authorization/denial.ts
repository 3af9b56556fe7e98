import { AwsError } from '../aws-error.js';
import type { Decision, NamedPolicy, Role } from '../iam/model.js';

/** A request that was not allowed, and why. */
export interface Denial {
  readonly principal: string;
  readonly role: Role;
  readonly action: string;
  readonly resource: string;
  readonly resourcePolicy?: NamedPolicy;
  readonly decision: Decision;
}

/** In AWS's wording: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function accessDenied(denial: Denial): AwsError {
  const { principal, action, resource } = denial;
  // An action without a resource type has no resource to name.
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const message = `User: ${principal} is not authorized to perform: ${action}${on} ${because(denial)}`;
  return new AwsError('AccessDeniedException', message);
}

function because({ action, decision, role, resourcePolicy }: Denial): string {
  switch (decision.reason) {
    case 'explicit-deny':
      return `with an explicit deny in ${policyKind(decision.statement, role, resourcePolicy)}`;
    case 'boundary':
      return `because no permissions boundary allows the ${action} action`;
    case 'resource-policy':
      return `because no resource-based policy allows the ${action} action`;
    case 'unknown':
      return `because the local AWS does not know whether it is allowed: ${decision.unknowns.join('; ')}`;
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
