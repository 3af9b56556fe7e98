import { type Deployment, describeDeployment, SecretsError } from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { Grantee } from '../grantees/grantee.js';
import type { Holder } from '../grantees/policy-holder.js';
import { guardBackend } from '../guard/guard-backend.js';
import { warnOfReach } from '../notes/notes.js';
import { printNotes } from '../notes/print-notes.js';
import { type PrincipalStatements, principalStatements } from '../statements/principal-statements.js';
import { verifyGrants } from '../verify/verify-grants.js';
import type { AmplifySecretUse } from './amplify-secret-use.js';
import type { AppEnvironment, ToldApps } from './deployment-descriptor.js';
import { deploymentOf, isSameDeployment } from './deployment-of.js';
import { type ToldFunction, toldFunction } from './function-descriptor.js';
import type { GrantRecord } from './grant.js';
import { addGuardSettings } from './guard-settings.js';
import { type SetRegistry, setRegistry } from './set-registry.js';

export interface GrantedPrincipal {
  readonly holder: Holder;
  readonly statements: PrincipalStatements;
}

/** What one backend has granted so far. */
export interface GrantState {
  readonly deployment: Deployment;
  readonly sets: SetRegistry;
  /** Every target of every call, in the order of the calls. */
  readonly grants: readonly GrantRecord[];
  /** What `amplifySecret` gives to resources of Amplify's, with no grant; in the order in which these are made, one for each field. */
  readonly taken: AmplifySecretUse[];
  /** Who is told of a role's grants besides its functions: what publishes the descriptor of a compute role. */
  readonly told: Map<IPrincipal, ToldApps>;
  /** Gives the grantee's function, if it is one, its descriptor. */
  tell(grantee: Grantee, apps: readonly AppEnvironment[]): void;
  /** Remembers the grant, and allows it where it holds. */
  add(grant: GrantRecord): void;
}

// On the root stack and never in a module: a pipeline synthesises several stages in one process, and two installed copies of this
// package must know each other's grants.
const STATE = Symbol.for('@amplify-secrets/backend/1');

/** The state of the backend that the grantee is in. Throws DeploymentUnknownError. */
export function grantState({ construct }: Pick<Grantee, 'construct'>, given: Deployment | undefined): GrantState {
  const root: Stack & { [STATE]?: GrantState } = rootStackOf(construct);
  const deployment = deploymentOf(construct, given ?? root[STATE]?.deployment);
  const state = root[STATE] ?? newState(root, deployment);
  if (!isSameDeployment(state.deployment, deployment)) {
    throw new SecretsError(
      'DeploymentUnknownError',
      `Grants in the stack "${root.node.path}" name two deployments, ${describeDeployment(state.deployment)} and ${describeDeployment(deployment)}.`,
      'Give every grant of one stack the same { deployment }, and each deployment a stack of its own.',
    );
  }
  return state;
}

/** Whether a grant has named the deployment of a root stack yet. */
export function hasGrantState(root: Stack & { [STATE]?: GrantState }): boolean {
  return root[STATE] !== undefined;
}

function newState(root: Stack & { [STATE]?: GrantState }, deployment: Deployment): GrantState {
  const principals = new Map<IPrincipal, GrantedPrincipal>();
  // By ARN, which is one token however the function was come by.
  const functions = new Map<string, ToldFunction>();
  const grants: GrantRecord[] = [];
  const sets = setRegistry();
  const told = new Map<IPrincipal, ToldApps>();
  const state: GrantState = {
    deployment,
    sets,
    grants,
    taken: [],
    told,
    tell(grantee, apps) {
      const { lambda, principal } = grantee;
      told.get(principal)?.add(apps);
      if (lambda === undefined) return;
      const toldLambda = functions.get(lambda.functionArn) ?? toldFunction(lambda, deployment);
      toldLambda.tell(grantee, apps);
      functions.set(lambda.functionArn, toldLambda);
    },
    add(grant) {
      grants.push(grant);
      const { grantee, accesses, located, terms } = grant;
      if (located === undefined) return;
      const { principal, holder } = grantee;
      const granted = principals.get(principal) ?? { holder, statements: principalStatements(principal, holder) };
      principals.set(principal, granted);
      for (const access of accesses) granted.statements.allow(access, located, terms);
    },
  };
  Object.defineProperty(root, STATE, { value: state });
  addGuardSettings(root);
  root.node.addValidation({
    validate: () => {
      verifyGrants(root, [...principals.values()], [...functions.values()]);
      // Only now is every set known.
      for (const { grantee, target, located } of grants) {
        if (located?.store !== 'amplify' || target.kind !== 'family') continue;
        const { family } = target;
        warnOfReach(grantee, family, deployment, sets.reachedBy(family.set.app, family.pattern));
      }
      const refused = guardBackend(root, state);
      printNotes(root);
      if (refused !== undefined) throw refused;
      return [];
    },
  });
  return state;
}

function rootStackOf(construct: IConstruct): Stack {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  return stack;
}
