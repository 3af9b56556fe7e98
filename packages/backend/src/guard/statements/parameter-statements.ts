import type { GrantRecord } from '../../state/grant.js';
import type { Access } from '../../statements/access.js';
import { patternsOverlap } from '../../templates/patterns.js';
import type { Templates } from '../../templates/read-templates.js';
import { ACCESSES, coversAction, waysTo } from '../../templates/secret-actions.js';
import type { AttachedStatement } from '../../templates/statements-in.js';
import { grantedByPrincipal } from '../declarations/granted.js';

/** A hand-written statement about parameters that Amplify keeps secrets in. */
export interface ParameterStatement {
  /** Path of the policy. */
  readonly where: string;
  /** Ids of its principals. */
  readonly principals: readonly string[];
  readonly accesses: readonly Access[];
  /** As they are written; `NotResource` for all but some. */
  readonly resources: readonly string[];
}

const AMPLIFY_SECRETS = 'arn:*:ssm:*:*:parameter/amplify/*';

export function parameterStatements(
  statements: readonly AttachedStatement[],
  templates: Templates,
  grants: readonly GrantRecord[],
): ParameterStatement[] {
  const granted = grantedByPrincipal(templates, grants);
  return statements.flatMap(({ statement, principals }) => {
    const accesses = ACCESSES.filter((access) =>
      waysTo('ssm', access).some((action) => coversAction(statement, action)),
    );
    if (statement.effect === 'Deny' || accesses.length === 0) return [];
    const own = principals.map((id) => granted.get(id));
    const isGranted = (resource: string) =>
      own.every((each) => each?.arns.has(resource) === true || each?.patterns.has(resource) === true);
    const resources = (statement.resources ?? ['NotResource']).filter(
      (resource) => resource === 'NotResource' || (patternsOverlap(resource, AMPLIFY_SECRETS) && !isGranted(resource)),
    );
    return resources.length === 0 ? [] : [{ where: statement.policy, principals, accesses, resources }];
  });
}
