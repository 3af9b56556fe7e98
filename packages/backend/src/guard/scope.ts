import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { stateOf } from '../state/backend-state.js';
import type { AttachedStatement } from '../templates/statements-in.js';

/** What the guard of one backend reports. */
export interface GuardScope {
  /** Whether findings about a construct are this backend's. */
  isResponsibleFor(path: string): boolean;
  /** Statements of its own roles are, wherever they are written. */
  isResponsibleForStatement(statement: AttachedStatement): boolean;
}

/**
 * Each root stack with a guard is responsible for itself, and the first one also for stacks without a guard. `constructs` are those of the
 * stage: what a role may do can be written in the template of a sibling stack.
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
