import type { SecretReference } from '@amplify-secrets/runtime/contract';
import type { BackendState } from '../state/backend-state.js';
import { type AppUsers, appUserRoles } from '../templates/app-user-roles.js';
import { type FunctionVariables, functionVariables } from '../templates/function-variables.js';
import type { Templates } from '../templates/read-templates.js';
import { type DeclaredNames, declaredNames } from './declarations/declared-names.js';
import { guardScope } from './scope.js';
import { type BroadPolicy, broadPolicies } from './statements/broad-policies.js';
import { type HandWritten, handWrittenStatements } from './statements/hand-written.js';
import { type ParameterStatement, parameterStatements } from './statements/parameter-statements.js';
import { statementsOnUnnamed, type UnnamedSecrets } from './statements/unnamed-secrets.js';

/** A backend as the rules see it: what was declared and granted, and what else its templates say. */
export interface GuardView
  extends Pick<BackendState, 'deployment' | 'grants' | 'sets' | 'rotations'>,
    Pick<Templates, 'granteesOf'> {
  /** Path of the root stack. */
  readonly path: string;
  /** The account of the backend; a token where only the deployment knows it. */
  readonly account: string;
  readonly names: DeclaredNames;
  readonly handWritten: readonly HandWritten[];
  readonly broadPolicies: readonly BroadPolicy[];
  /** What hand-written statements allow on the parameters that Amplify keeps its secrets in. */
  readonly parameterStatements: readonly ParameterStatement[];
  /** What hand-written statements allow on secrets whose names only the deployment knows. */
  readonly unnamedSecrets: readonly UnnamedSecrets[];
  /** The roles that users of the app hold on their devices, by id. */
  readonly appUserRoles: ReadonlyMap<string, AppUsers>;
  readonly functions: readonly FunctionVariables[];
  /** What Amplify reads for `amplifySecret`, without a grant. */
  readonly amplifySecretUses: readonly SecretReference[];
}

export function guardView(state: BackendState, templates: Templates): GuardView {
  const { root, deployment, grants, sets, rotations } = state;
  const { isResponsibleFor, isResponsibleForStatement } = guardScope(root, templates.constructs);
  const statements = templates.statements.filter(
    (each) => each.undecided === undefined && isResponsibleForStatement(each),
  );
  return {
    deployment,
    grants,
    sets,
    rotations,
    path: root.node.path,
    account: root.account,
    names: declaredNames(state),
    handWritten: handWrittenStatements(statements, templates, grants),
    parameterStatements: parameterStatements(statements, templates, grants),
    unnamedSecrets: statementsOnUnnamed(statements, templates, grants),
    appUserRoles: appUserRoles(templates, templates.principals),
    granteesOf: templates.granteesOf,
    broadPolicies: broadPolicies(templates, isResponsibleFor),
    functions: templates
      .ofType('AWS::Lambda::Function')
      .filter(({ node }) => isResponsibleFor(node.path))
      .map((resource) => functionVariables(resource, templates)),
    amplifySecretUses: state.amplifySecretUses.map(({ reference }) => reference),
  };
}
