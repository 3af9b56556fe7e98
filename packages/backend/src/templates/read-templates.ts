import type { IConstruct } from 'constructs';
import type { PolicyHolder } from '../grantees/policy-holder.js';
import { type ManagedElsewhere, type Policy, policiesIn } from './policies.js';
import { type Principals, principalsIn } from './principals.js';
import { type StageResources, stageResources } from './stage-resources.js';
import { type AttachedStatement, statementsIn } from './statements-in.js';

/** The IAM of a stage as CDK is about to write it. */
export interface Templates extends StageResources {
  readonly principals: Principals;
  readonly policies: readonly Policy[];
  readonly managedElsewhere: readonly ManagedElsewhere[];
  /** Ids of the principals that a grant is for: where the grantee is a policy, of those that have it. */
  granteesOf(policyHolder: PolicyHolder): readonly string[];
  /** Of every policy, including what only the deployment decides on, which is as wide as it may become. */
  readonly statements: readonly AttachedStatement[];
}

/** Reads the templates of the stage that a construct is, or is in, as they are now. `grants`: of all of its backends. */
export function readTemplates(
  scope: IConstruct,
  grants: readonly { readonly grantee: { readonly policyHolder: PolicyHolder } }[],
): Templates {
  const resources = stageResources(scope);
  const principals = principalsIn(
    resources,
    grants.map(({ grantee }) => grantee.policyHolder),
  );
  const { policies, managedElsewhere } = policiesIn(resources, principals);
  const ofResource = new Map(policies.map((policy) => [policy.resource, policy]));
  return {
    ...resources,
    principals,
    policies,
    managedElsewhere,
    granteesOf(policyHolder) {
      const policy = policyHolder.kind === 'policy' ? ofResource.get(policyHolder.policy) : undefined;
      if (policy === undefined) return [principals.idOfPolicyHolder(policyHolder)];
      return [...new Set(policy.attachments.flatMap((attachment) => attachment.principals))].sort();
    },
    statements: statementsIn(policies),
  };
}
