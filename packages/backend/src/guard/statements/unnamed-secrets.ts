import type { GrantRecord } from '../../state/grant.js';
import type { Access } from '../../statements/access.js';
import type { Templates } from '../../templates/read-templates.js';
import { ACCESSES, coversAction, waysTo } from '../../templates/secret-actions.js';
import type { AttachedStatement } from '../../templates/statements-in.js';
import { grantedByPrincipal } from '../declarations/granted.js';

/** A hand-written statement about secrets whose names only the deployment knows, as of `secret.grantRead(role)`. */
export interface UnnamedSecrets {
  /** Path of the policy. */
  readonly where: string;
  /** Ids of its principals. */
  readonly principals: readonly string[];
  readonly accesses: readonly Access[];
  /** As they are written: `${Secret}`. */
  readonly resources: readonly string[];
}

export function statementsOnUnnamed(
  statements: readonly AttachedStatement[],
  templates: Templates,
  grants: readonly GrantRecord[],
): UnnamedSecrets[] {
  const granted = grantedByPrincipal(templates, grants);
  return statements.flatMap(({ statement, principals }) => {
    const { effect, policy: where, actions = [], resources: entries = [] } = statement;
    // What else a reference may stand for, in a statement about other services too, is not known.
    if (effect === 'Deny' || !actions.every((action) => /^secretsmanager:/i.test(action))) return [];
    const accesses = ACCESSES.filter((access) =>
      waysTo('secretsmanager', access).some((action) => coversAction(statement, action)),
    );
    const own = principals.map((id) => granted.get(id));
    const isGranted = (resource: string) => own.every((each) => each?.arns.has(resource) === true);
    const resources = entries.filter((resource) => resource.startsWith('${') && !isGranted(resource));
    return accesses.length === 0 || resources.length === 0 ? [] : [{ where, principals, accesses, resources }];
  });
}
