import { evaluatePolicy, type StatementResult } from './evaluate-policy.js';
import type { AccessRequest, Decision } from './model.js';
import { requestContext } from './request-context.js';
import { and, isUnknown, not, or, type Truth, unknown } from './truth.js';

/**
 * Decides one request as AWS does: an explicit deny anywhere, else the allows that the resource's rule and the permissions
 * boundary require, else an implicit deny. Where something that the evaluator does not know could change the decision, the
 * effect is `unknown`. It never throws.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @example
 * ```ts
 * const { effect, statement } = evaluate({ role, action: 'secretsmanager:GetSecretValue', resource: arn });
 * ```
 */
export function evaluate(request: AccessRequest): Decision {
  const fault = faultOf(request);
  if (fault !== undefined) return undecided([fault]);

  const context = requestContext(request);
  const own = request.role.policies.flatMap((policy) => evaluatePolicy(policy, 'identity', request, context));
  const boundary = request.role.boundary && evaluatePolicy(request.role.boundary, 'identity', request, context);
  const resourcePolicy = request.resourcePolicy && evaluatePolicy(request.resourcePolicy, 'resource', request, context);

  const denied = find([...own, ...(boundary ?? []), ...(resourcePolicy ?? [])], ({ denies, principal }) =>
    and(denies, or(principal.anyone, principal.role, principal.account)),
  );
  if (denied.truth === true) return { effect: 'deny', reason: 'explicit-deny', ...denied.by, unknowns: [] };

  const identity = find(own, ({ allows }) => allows);
  const bounded = boundary === undefined ? true : find(boundary, ({ allows }) => allows).truth;
  const side = resourceSide(request, resourcePolicy);
  const allowed = side.rule(identity.truth, bounded);

  if (allowed === false) {
    const reason =
      bounded !== true && side.rule(identity.truth, true) === true
        ? 'boundary'
        : and(identity.truth, bounded) === true
          ? 'resource-policy'
          : 'implicit-deny';
    return { effect: 'deny', reason, unknowns: [] };
  }
  const outcome = and(allowed, not(denied.truth));
  if (isUnknown(outcome)) return undecided(outcome.reasons);
  const by = side.rule(false, bounded) === true ? side.by : identity.by;
  return { effect: 'allow', reason: 'allowed', ...by, unknowns: [] };
}

interface ResourceSide {
  /** Whether the request is allowed, given the results of the identity policies and the boundary. */
  readonly rule: (identity: Truth, bounded: Truth) => Truth;
  /** The statement of the resource policy that allows, where one does. */
  readonly by: { readonly statement?: string };
}

function resourceSide(request: AccessRequest, results: readonly StatementResult[] | undefined): ResourceSide {
  const policy = results ?? [];
  const anyone = find(policy, ({ allows, principal }) => and(allows, principal.anyone));
  const named = find(policy, ({ allows, principal }) => and(allows, principal.role));
  const delegated = find(policy, ({ allows, principal }) => and(allows, principal.account));
  const by = { ...delegated.by, ...named.by, ...anyone.by };

  // Every key has a policy, so a key without one is a key whose policy is not known.
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
  const isKey = request.resourcePolicyRule === 'key';
  const unread: Truth = isKey && results === undefined && unknown('the key policy is not known');

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
  const owner = request.resource.split(':')[4] ?? '';
  if (owner !== '' && owner !== request.role.account) {
    const admitted = or(anyone.truth, named.truth, delegated.truth, unread);
    return { rule: (identity, bounded) => and(identity, bounded, admitted), by };
  }
  const enabled = !isKey || delegated.truth;
  // The boundary's implicit deny limits a grant to the role's ARN, but not one to * or to the session.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  return {
    rule: (identity, bounded) => or(and(or(and(identity, enabled), named.truth), bounded), anyone.truth, unread),
    by,
  };
}

/** Whether any result passes the test, and the first statement that certainly does. */
function find(
  results: readonly StatementResult[],
  test: (result: StatementResult) => Truth,
): { readonly truth: Truth; readonly by: { readonly statement?: string } } {
  const reasons: string[] = [];
  for (const result of results) {
    const truth = test(result);
    if (truth === true) return { truth, by: { statement: result.statement } };
    if (isUnknown(truth)) reasons.push(...truth.reasons);
  }
  return { truth: reasons.length === 0 ? false : unknown(...reasons), by: {} };
}

function undecided(reasons: readonly string[]): Decision {
  return { effect: 'unknown', reason: 'unknown', unknowns: [...new Set(reasons)] };
}

/** A request about several actions or resources at once has no single decision. */
function faultOf({ action, resource, role }: AccessRequest): string | undefined {
  if (!/^[a-zA-Z0-9-]+:\w+$/.test(action)) return `the request's action ${JSON.stringify(action)} is not one action`;
  // `arn:…:*` is what Systems Manager authorises DescribeParameters on: one resource, whose name is a *.
  if (resource !== '*' && !/^arn:[^:*?]+:[^:*?]+:[^:*?]*:[^:*?]*:(?:[^*?]+|\*)$/.test(resource)) {
    return `the request's resource ${JSON.stringify(resource)} is not one resource`;
  }
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/[^*?]+$/.test(role.arn) || role.arn.split(':')[4] !== role.account) {
    return `the role ${JSON.stringify(role.arn)} is not a role of the account ${JSON.stringify(role.account)}`;
  }
  return undefined;
}
