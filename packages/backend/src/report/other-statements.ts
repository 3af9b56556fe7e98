import { touchesSecrets } from '../templates/secret-actions.js';
import type { Statement } from '../templates/statement.js';
import type { AttachedStatement } from '../templates/statements-in.js';
import type { GrantedAccess } from './granted-access.js';

/** A statement about secrets that comes from no grant. */
export interface OtherStatement extends Statement {
  readonly principals: readonly string[];
}

/** Those of the statements, each with only the resources that no grant covers. */
export function otherStatements(
  statements: readonly AttachedStatement[],
  { ungranted }: GrantedAccess,
): OtherStatement[] {
  return statements
    .filter(({ statement }) => touchesSecrets(statement))
    .flatMap(({ statement, principals }) => {
      const others = principals.flatMap((principal) => ungranted(principal, statement));
      if (others.length === 0) return [];
      const resources = statement.resources?.filter((resource) => others.includes(resource));
      return [{ ...statement, ...(resources && { resources }), principals }];
    })
    .sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

function sortKey({ policy, index, effect, principals }: OtherStatement): string {
  return [policy, index, effect, ...principals].join(' ');
}
