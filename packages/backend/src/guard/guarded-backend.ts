import type { SecretReference } from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';
import { amplifySecretUses } from '../amplify-secret/uses.js';
import type { GrantState } from '../grant-state.js';
import { principalsAmong } from '../policy/principals.js';
import { type DeclaredNames, declaredNames } from './declared-names.js';
import { type FunctionVariables, functionVariables } from './function-variables.js';
import { type HandWritten, handWrittenStatements } from './hand-written.js';
import { type WidelyManaged, widelyManagedRoles } from './widely-managed.js';

/** A backend as its rules look at it: what was declared and granted, and what else its templates say. */
export interface GuardedBackend extends Pick<GrantState, 'deployment' | 'grants' | 'sets'> {
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

export function guardedBackend(root: Stack, state: GrantState): GuardedBackend {
  const { deployment, grants, sets } = state;
  const constructs = root.node.findAll();
  const principals = principalsAmong(constructs);
  return {
    deployment,
    grants,
    sets,
    path: root.node.path,
    account: root.account,
    names: declaredNames(state),
    handWritten: handWrittenStatements(constructs, principals, grants),
    widelyManaged: widelyManagedRoles(constructs, principals),
    functions: functionVariables(constructs),
    taken: amplifySecretUses(state).map(({ reference }) => reference),
  };
}
