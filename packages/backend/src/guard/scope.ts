import { Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { stateOf } from '../state/backend-state.js';
import type { AttachedStatement } from '../templates/statements-in.js';

/** What the guard of one backend looks at. */
export interface GuardScope {
  /** All of the stage: what a role may do can stand in the template of a sibling stack. */
  readonly constructs: readonly IConstruct[];
  /** Whether this backend answers for a construct. */
  isResponsibleFor(path: string): boolean;
  /** Whether it answers for a statement: for its own roles' wherever it stands. */
  isResponsibleForStatement(statement: AttachedStatement): boolean;
}

/** Each root stack with a guard answers for itself; for stacks without one, the first that has. */
export function guardScope(root: Stack): GuardScope {
  const constructs = constructsWithin(Stage.of(root) ?? root);
  const guarded = constructs
    .filter((construct) => Stack.isStack(construct))
    .filter((stack) => stack === root || (stack.nestedStackParent === undefined && stateOf(stack) !== undefined));
  // Of stacks within one another the inner comes later.
  const ownerOf = (path: string) => guarded.findLast(({ node }) => `${path}/`.startsWith(`${node.path}/`));
  const isResponsibleFor = (path: string) => (ownerOf(path) ?? guarded[0]) === root;
  return {
    constructs,
    isResponsibleFor,
    isResponsibleForStatement({ statement, principals }) {
      const owners = principals.map(ownerOf).filter((owner) => owner !== undefined);
      return owners.length > 0 ? owners.includes(root) : isResponsibleFor(statement.policy);
    },
  };
}

/** A stage within a stage is a deployment of its own. */
function constructsWithin(scope: IConstruct): IConstruct[] {
  return [scope, ...scope.node.children.filter((child) => !Stage.isStage(child)).flatMap(constructsWithin)];
}
