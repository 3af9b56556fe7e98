import type { Stack } from 'aws-cdk-lib';
import { grantLost } from '../grantees/policy-holder.js';
import type { GrantedPrincipal } from '../state/backend-state.js';
import { type KeyUse, keyConditions } from '../statements/key-use.js';
import type { Permission } from '../statements/principal-statements.js';
import { isRecord, listOf } from '../templates/choices.js';
import { oncePer } from '../templates/once-per.js';
import type { Policy } from '../templates/policies.js';
import type { Templates } from '../templates/read-templates.js';
import { isSameValue, oneWriting } from '../templates/same-value.js';
import { shown } from '../templates/shown.js';
import { attachedPolicies } from './attached-policies.js';
import { checkQuota } from './check-quota.js';
import { verifyReported } from './verify-reported.js';

/**
 * Finds every grant again in the templates. CDK silently drops statements where a role is imported, immutable or of another account, and code
 * after a grant can remove them.
 *
 * @throws {GrantLostError} When no policy that the grantee has whenever it exists has the permission.
 * @throws {GrantTooLargeError} When a role would pass IAM's quota.
 */
export function verifyGrants(root: Stack, templates: Templates, granted: readonly GrantedPrincipal[]): void {
  const attachedTo = attachedPolicies(templates);
  // Collected once, for a thousand look-ups.
  const permissionsOf = oncePer(unconditional);
  const allows = (policy: Policy, { action, resource, use }: Permission): boolean =>
    use === undefined
      ? permissionsOf(policy).has(permissionId(action, policy.stack.resolve(resource)))
      : allowsUse(policy, action, resource, use);
  for (const { policyHolder, statements } of granted) {
    const permissions = statements.permissions();
    if (policyHolder.kind === 'principal' && policyHolder.leftToOthers !== undefined) {
      verifyReported(policyHolder.leftToOthers, policyHolder, permissions);
      continue;
    }
    const attached = attachedTo(policyHolder);
    const lost = permissions.filter((permission) => !attached.some((policy) => allows(policy, permission)));
    const [first, ...others] = lost;
    if (first !== undefined) {
      const more = others.length === 0 ? '' : `, and ${others.length} more`;
      throw grantLost(policyHolder, `${first.action} on ${shown(root.resolve(first.resource))}${more}`);
    }
    const ours = attached.filter((policy) => permissions.some((permission) => allows(policy, permission)));
    checkQuota(templates, policyHolder, attached, ours);
  }
}

function allowsUse(policy: Policy, action: string, resource: string, use: KeyUse): boolean {
  const { stack } = policy;
  const arn: unknown = stack.resolve(resource);
  return allowing(policy).some(
    ({ Action, Resource, Condition }) =>
      hasConditionOf(use, Condition, stack) &&
      listOf(Action).includes(action) &&
      listOf(Resource).some((each) => isSameValue(each, arn)),
  );
}

/** What a policy allows without a condition, since any condition could withhold it. */
function unconditional(policy: Policy): ReadonlySet<string> {
  const statements = allowing(policy).filter(({ Condition }) => Condition === undefined);
  return new Set(
    statements.flatMap(({ Action, Resource }) =>
      listOf(Action).flatMap((action) => listOf(Resource).map((resource) => permissionId(action, resource))),
    ),
  );
}

/** The statements of a policy that allow something, as they are in the template. */
function allowing({ statements }: Policy): Readonly<Record<string, unknown>>[] {
  return statements.flatMap(({ source }) => (source?.Effect === 'Allow' ? [source] : []));
}

function permissionId(action: unknown, resource: unknown): string {
  return JSON.stringify([action, oneWriting(resource)]);
}

/** Exactly the condition that the grant wrote: any other could withhold the permission. */
function hasConditionOf(use: KeyUse, condition: unknown, stack: Stack): boolean {
  const arns = isRecord(condition) && isRecord(condition.ArnLike) ? condition.ArnLike[use.contextKey] : undefined;
  const arn: unknown = stack.resolve(use.arn);
  return (
    listOf(arns).some((each) => isSameValue(each, arn)) &&
    isSameValue(condition, stack.resolve(keyConditions(use, arns)))
  );
}
