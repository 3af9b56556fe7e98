import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { stateOf } from '../state/backend-state.js';
import type { AttachedStatement } from '../templates/statements-in.js';

/** What the guard of one backend looks at. */
export interface GuardScope {
  /** Whether this backend answers for a construct. */
  isResponsibleFor(path: string): boolean;
  /** Whether it answers for a statement: for its own roles' wherever it stands. */
  isResponsibleForStatement(statement: AttachedStatement): boolean;
}

/**
 * Each root stack with a guard answers for itself; for stacks without one, the first that has. `constructs` are those of the stage: what a
 * role may do can stand in the template of a sibling stack.
 */
export function guardScope(root: Stack, constructs: readonly IConstruct[]): GuardScope {
  const guarded = constructs
    .filter((construct) => Stack.isStack(construct))
    .filter((stack) => stack === root || (stack.nestedStackParent === undefined && stateOf(stack) !== undefined));
  // Of stacks within one another the inner comes later.
  const ownerOf = (path: string) => guarded.findLast(({ node }) => `${path}/`.startsWith(`${node.path}/`));
  const isResponsibleFor = (path: string) => (ownerOf(path) ?? guarded[0]) === root;
  return {
    isResponsibleFor,
    isResponsibleForStatement({ statement, principals }) {
      const owners = principals.map(ownerOf).filter((owner) => owner !== undefined);
      return owners.length > 0 ? owners.includes(root) : isResponsibleFor(statement.policy);
    },
  };
}
