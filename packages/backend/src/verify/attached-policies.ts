import type { CfnResource } from 'aws-cdk-lib';
import type { PolicyHolder } from '../grantees/policy-holder.js';
import { POLICY_TYPES } from '../grantees/principal-kinds.js';
import type { Policy } from '../templates/policies.js';
import type { Templates } from '../templates/read-templates.js';

/**
 * The policies that a policy holder has whenever it exists: under no condition of the template, or under its own. Indexed, so that a thousand
 * roles do not each look at a thousand policies.
 */
export function attachedPolicies({
  policies,
  principals,
  templateOf,
}: Templates): (policyHolder: PolicyHolder) => readonly Policy[] {
  const ofPrincipal = new Map<string, Policy[]>();
  const ofResource = new Map<CfnResource, Policy>();
  for (const policy of policies) {
    ofResource.set(policy.resource, policy);
    for (const { principals, when } of policy.attachments) {
      if (when.length > 0) continue;
      for (const id of principals) {
        const attached = ofPrincipal.get(id);
        if (attached === undefined) ofPrincipal.set(id, [policy]);
        else attached.push(policy);
      }
    }
  }

  function isThere({ stack, template: { Condition } }: Policy, owner: CfnResource | undefined): boolean {
    if (Condition === undefined) return true;
    return owner?.stack === stack && templateOf(owner)?.Condition === Condition;
  }

  return (policyHolder) => {
    if (policyHolder.kind === 'policy') {
      const policy = ofResource.get(policyHolder.policy);
      return policy !== undefined && isPolicy(policy) && isThere(policy, undefined) ? [policy] : [];
    }
    const id = principals.idOfPolicyHolder(policyHolder);
    const owner = principals.resourceOf(id);
    return (ofPrincipal.get(id) ?? []).filter((policy) => isThere(policy, owner));
  };
}

/** Whether it still grants something to those that have it: an override of its type may have left it without any. */
function isPolicy({ id, template, attachments }: Policy): boolean {
  if (POLICY_TYPES.includes(String(template.Type))) return true;
  return attachments.some(({ principals }) => principals.some((principal) => principal !== id));
}
