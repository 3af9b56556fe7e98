import { type Deployment, describeDeployment, ownProperties } from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { BackendError } from '../backend-error.js';
import type { PolicyHolder } from '../grantees/policy-holder.js';
import { type PrincipalStatements, principalStatements } from '../statements/principal-statements.js';
import type { AmplifySecretUse } from './amplify-secret-use.js';
import { isSameDeployment } from './deployment-of.js';
import { descriptors } from './descriptors.js';
import { finalSteps } from './final-steps.js';
import type { GrantRecord } from './grant.js';
import type { GuardSettings } from './guard-settings.js';
import type { RotationRecord } from './rotation.js';
import { setRegistry } from './set-registry.js';

export interface GrantedPrincipal {
  readonly policyHolder: PolicyHolder;
  readonly statements: PrincipalStatements;
}

// On the root stack and never in a module: a pipeline synthesises several stages in one process, and two installed copies of this
// package must know each other's grants.
const STATE = Symbol.for('@amplify-secrets/backend/1');

/** What the calls of the kit have declared for one backend so far. */
export class BackendState {
  readonly root: Stack;
  readonly sets = setRegistry();
  readonly descriptors = descriptors();
  readonly finalSteps = finalSteps();
  readonly #grants: GrantRecord[] = [];
  readonly #principals = new Map<IPrincipal, GrantedPrincipal>();
  readonly #amplifySecretUses: AmplifySecretUse[] = [];
  readonly #rotations: RotationRecord[] = [];
  #deployment: Deployment | undefined;
  #guard: GuardSettings = { strict: false, acceptances: [] };

  constructor(root: Stack) {
    this.root = root;
    Object.defineProperty(root, STATE, ownProperties({ value: this }));
  }

  /** Undefined until a call knows it. */
  get deployment(): Deployment | undefined {
    return this.#deployment;
  }

  /** Every target of every call, in the order of the calls. */
  get grants(): readonly GrantRecord[] {
    return this.#grants;
  }

  get grantedPrincipals(): readonly GrantedPrincipal[] {
    return [...this.#principals.values()];
  }

  /** In the order in which Amplify creates its resources, one for each field. */
  get amplifySecretUses(): readonly AmplifySecretUse[] {
    return this.#amplifySecretUses;
  }

  /** Of all deployments: where a rotation is not of this one, nothing is made for it. */
  get rotations(): readonly RotationRecord[] {
    return this.#rotations;
  }

  get guard(): GuardSettings {
    return this.#guard;
  }

  /** @throws {DeploymentUnknownError} When an earlier call named another. */
  setDeployment(deployment: Deployment): asserts this is DeployedState {
    const known = this.#deployment;
    if (known !== undefined && !isSameDeployment(known, deployment)) {
      throw new BackendError(
        'DeploymentUnknownError',
        `Grants in the stack "${this.root.node.path}" name two deployments, ${describeDeployment(known)} and ${describeDeployment(deployment)}.`,
        'Give every grant of one stack the same { deployment }, and each deployment its own stack.',
      );
    }
    this.#deployment = deployment;
  }

  /** Records the grant, and adds its statements where it is for this deployment. */
  addGrant(grant: GrantRecord): void {
    this.#grants.push(grant);
    const { grantee, accesses, located, terms } = grant;
    if (located === undefined) return;
    const { principal, policyHolder } = grantee;
    const principals = this.#principals;
    const granted = principals.get(principal) ?? {
      policyHolder,
      statements: principalStatements(principal, policyHolder),
    };
    principals.set(principal, granted);
    for (const access of accesses) granted.statements.allow(access, located, terms);
  }

  addAmplifySecretUse(use: AmplifySecretUse): void {
    this.#amplifySecretUses.push(use);
  }

  addRotation(rotation: RotationRecord): void {
    this.#rotations.push(rotation);
  }

  addGuardSettings({ strict, acceptances }: GuardSettings): void {
    this.#guard = {
      strict: this.#guard.strict || strict,
      acceptances: [...this.#guard.acceptances, ...acceptances],
    };
  }
}

/** A backend whose deployment is known. */
export type DeployedState = BackendState & { readonly deployment: Deployment };

/** Undefined for a stack that no call was about, and for a nested stack. */
export function stateOf(root: Stack & { [STATE]?: BackendState }): BackendState | undefined {
  return root[STATE];
}

export function rootStackOf(construct: IConstruct): Stack {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  return stack;
}
