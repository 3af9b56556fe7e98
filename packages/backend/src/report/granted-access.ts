import { Stack } from 'aws-cdk-lib';
import type { GrantRecord } from '../state/grant.js';
import { type Access, actionsOf } from '../statements/access.js';
import { matchArn } from '../templates/patterns.js';
import { ACCESSES } from '../templates/secret-actions.js';
import { shown } from '../templates/shown.js';
import type { Statement } from '../templates/statement.js';

/** What was granted, by the grants alone. */
export interface GrantedAccess {
  readonly principals: readonly string[];
  /** `arnIn`: the secret's ARN in the template of a stack. */
  to(principal: string, arnIn: (stack: Stack) => string): readonly Access[];
  /** The resources of a statement that no grant covers; all of them, where the statement does not name what it allows. */
  ungranted(principal: string, statement: Statement): readonly string[];
}

/** Of one principal: ARNs, and patterns of ARNs, as the template of the stack has them. */
interface Granted {
  readonly stack: Stack;
  readonly arns: Map<string, Set<Access>>;
  readonly patterns: Map<string, Set<Access>>;
}

const STORES = ['secrets-manager', 'amplify'] as const;
const BATCH = 'secretsmanager:BatchGetSecretValue';

/** `granteesOf`: ids of the principals that a grant is for. */
export function grantedAccess(
  grants: readonly GrantRecord[],
  granteesOf: (grant: GrantRecord) => readonly string[],
): GrantedAccess {
  const granted = new Map<string, Granted>();
  for (const grant of grants) {
    const { grantee, accesses, located } = grant;
    if (located === undefined) continue;
    const stack = Stack.of(grantee.construct);
    for (const principal of granteesOf(grant)) {
      const own = granted.get(principal) ?? { stack, arns: new Map(), patterns: new Map() };
      granted.set(principal, own);
      const accessesOf = located.isPattern ? own.patterns : own.arns;
      for (const access of accesses) {
        for (const arn of access === 'read' ? located.readable : located.writable) {
          const resource = shown(stack.resolve(arn));
          accessesOf.set(resource, (accessesOf.get(resource) ?? new Set()).add(access));
        }
      }
    }
  }

  function allows({ arns, patterns }: Granted, access: Access, arn: string): boolean {
    if (arns.get(arn)?.has(access)) return true;
    return [...patterns].some(([pattern, accesses]) => accesses.has(access) && matchArn(pattern, arn) === 'all');
  }

  return {
    principals: [...granted.keys()].sort(),
    to(principal, arnIn) {
      const own = granted.get(principal);
      if (own === undefined) return [];
      const arn = arnIn(own.stack);
      return ACCESSES.filter((access) => allows(own, access, arn));
    },
    ungranted(principal, { effect, actions, resources }) {
      const own = granted.get(principal);
      if (own === undefined || effect === 'Deny' || actions === undefined) return resources ?? ['*'];
      return (resources ?? ['*']).filter(
        (resource) =>
          !actions.every((action) => {
            const access = ACCESSES.find((each) => STORES.some((store) => actionsOf(store, each).includes(action)));
            return action === BATCH || (access !== undefined && allows(own, access, resource));
          }),
      );
    },
  };
}
