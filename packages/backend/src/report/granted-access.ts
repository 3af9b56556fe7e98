import { Stack } from 'aws-cdk-lib';
import type { GrantRecord } from '../state/grant.js';
import { type Access, actionsOf } from '../statements/access.js';
import { matchArn } from '../templates/patterns.js';
import { ACCESSES } from '../templates/secret-actions.js';
import { shown } from '../templates/shown.js';
import type { Statement } from '../templates/statement.js';

/** What the grants say, before any template is looked at. */
export interface GrantedAccess {
  readonly principals: readonly string[];
  /** `arnIn`: the secret's ARN as the templates of a stack would have it. */
  to(principal: string, arnIn: (stack: Stack) => string): readonly Access[];
  /** The resources of a statement that no grant accounts for; all of them, where the statement does not name what it allows. */
  ungranted(principal: string, statement: Statement): readonly string[];
}

interface Declared {
  readonly stack: Stack;
  readonly exact: ReadonlyMap<string, Set<Access>>;
  readonly families: ReadonlyMap<string, Set<Access>>;
}

const STORES = ['secrets-manager', 'amplify'] as const;
const BATCH = 'secretsmanager:BatchGetSecretValue';

/** `principalsOf`: the ids of who holds what a grant allows. */
export function grantedAccess(
  grants: readonly GrantRecord[],
  principalsOf: (grant: GrantRecord) => readonly string[],
): GrantedAccess {
  const declared = new Map<
    string,
    { stack: Stack; exact: Map<string, Set<Access>>; families: Map<string, Set<Access>> }
  >();
  for (const grant of grants) {
    const { grantee, accesses, located } = grant;
    if (located === undefined) continue;
    const stack = Stack.of(grantee.construct);
    for (const principal of principalsOf(grant)) {
      const own = declared.get(principal) ?? { stack, exact: new Map(), families: new Map() };
      declared.set(principal, own);
      const texts = located.isPattern ? own.families : own.exact;
      for (const access of accesses) {
        for (const arn of access === 'read' ? located.readable : located.writable) {
          const text = shown(stack.resolve(arn));
          texts.set(text, (texts.get(text) ?? new Set()).add(access));
        }
      }
    }
  }

  function allows({ exact, families }: Declared, access: Access, arn: string): boolean {
    if (exact.get(arn)?.has(access)) return true;
    return [...families].some(([family, accesses]) => accesses.has(access) && matchArn(family, arn) === 'all');
  }

  return {
    principals: [...declared.keys()].sort(),
    to(principal, arnIn) {
      const own = declared.get(principal);
      if (own === undefined) return [];
      const arn = arnIn(own.stack);
      return ACCESSES.filter((access) => allows(own, access, arn));
    },
    ungranted(principal, { effect, actions, resources }) {
      const own = declared.get(principal);
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
