import type { GrantRecord } from '../state/grant.js';
import type { Access } from '../statements/access.js';

/** A grant that holds in other deployments only. */
export interface GrantElsewhere {
  readonly principal: string;
  /** Id of the secret or pattern. */
  readonly target: string;
  readonly access: readonly Access[];
  readonly branches: readonly string[];
}

/** `granteesOf`: ids of the principals that a grant is for. */
export function grantsElsewhere(
  grants: readonly GrantRecord[],
  granteesOf: (grant: GrantRecord) => readonly string[],
): GrantElsewhere[] {
  return grants
    .filter(({ located }) => located === undefined)
    .flatMap((grant) => {
      const { target, accesses, branches = [] } = grant;
      return granteesOf(grant).map((principal) => ({ principal, target: target.id, access: accesses, branches }));
    })
    .sort((one, other) => (`${one.principal} ${one.target}` < `${other.principal} ${other.target}` ? -1 : 1));
}
