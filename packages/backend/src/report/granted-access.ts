import type { Stack } from 'aws-cdk-lib';
import type { Granted } from '../guard/declarations/granted.js';
import { type Access, actionsOf } from '../statements/access.js';
import { matchArn } from '../templates/patterns.js';
import { ACCESSES } from '../templates/secret-actions.js';
import type { Statement } from '../templates/statement.js';

/** What was granted, by the grants alone. */
export interface GrantedAccess {
  readonly principals: readonly string[];
  /** `arnIn`: the secret's ARN in the template of a stack. */
  to(principal: string, arnIn: (stack: Stack) => string): readonly Access[];
  /** The resources of a statement that no grant covers; all of them, where the statement does not name what it allows. */
  ungranted(principal: string, statement: Statement): readonly string[];
}

const STORES = ['secrets-manager', 'amplify'] as const;
const BATCH = 'secretsmanager:BatchGetSecretValue';

export function grantedAccess(granted: ReadonlyMap<string, Granted>): GrantedAccess {
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

function allows({ arns, patterns }: Granted, access: Access, arn: string): boolean {
  if (arns.get(arn)?.has(access)) return true;
  return [...patterns].some(([pattern, accesses]) => accesses.has(access) && matchArn(pattern, arn) === 'all');
}
