import type { SecretReference } from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';
import type { GrantState } from '../state/backend-state.js';
import { type FunctionVariables, functionVariables } from '../templates/function-variables.js';
import { principalsAmong } from '../templates/principals.js';
import { policyStatements } from '../templates/statements-in.js';
import { type DeclaredNames, declaredNames } from './declarations/declared-names.js';
import { guardScope } from './scope.js';
import { type HandWritten, handWrittenStatements } from './statements/hand-written.js';
import { type WidelyManaged, widelyManaged } from './statements/widely-managed.js';

/** What was granted, as far as the guard needs it: also of a backend without any grant. */
export type GuardState = Pick<GrantState, 'deployment' | 'grants' | 'sets' | 'taken'>;

/** A backend as its rules look at it: what was declared and granted, and what else its templates say. */
export interface GuardView extends Omit<GuardState, 'taken'> {
  /** Path of the root stack. */
  readonly path: string;
  /** Own account, where it is known at synthesis. */
  readonly account: string;
  readonly names: DeclaredNames;
  readonly handWritten: readonly HandWritten[];
  readonly widelyManaged: readonly WidelyManaged[];
  readonly functions: readonly FunctionVariables[];
  /** What `amplifySecret` takes, which is read without a grant. */
  readonly taken: readonly SecretReference[];
}

export function guardView(root: Stack, state: GuardState): GuardView {
  const { deployment, grants, sets } = state;
  const { constructs, isResponsibleFor, isResponsibleForStatement } = guardScope(root);
  const principals = principalsAmong(constructs);
  return {
    deployment,
    grants,
    sets,
    path: root.node.path,
    account: root.account,
    names: declaredNames(state),
    handWritten: handWrittenStatements(
      policyStatements(constructs, principals).filter(isResponsibleForStatement),
      principals,
      grants,
    ),
    widelyManaged: widelyManaged(principals, isResponsibleFor),
    functions: functionVariables(constructs.filter(({ node }) => isResponsibleFor(node.path))),
    taken: state.taken.map(({ reference }) => reference),
  };
}
