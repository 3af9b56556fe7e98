import { kindOf } from '@amplify-secrets/runtime/contract';
import type { IGrantable, IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { BackendError } from '../backend-error.js';
import { type PolicyHolder, policyHolderOf } from './policy-holder.js';

/** What `backend.myFunction` is, as far as a grant needs it. */
export interface AmplifyFunction {
  readonly resources: { readonly lambda: IFunction };
  addEnvironment(key: string, value: string): void;
}

/** Who may be granted a secret: `backend.myFunction`, a CDK function, or anything else with a role (`IGrantable`). */
export type SecretGrantee = AmplifyFunction | IGrantable;

export interface Grantee {
  /** Where annotations go and whose stack the ARNs are of. */
  readonly construct: IConstruct;
  readonly principal: IPrincipal;
  readonly policyHolder: PolicyHolder;
  /** The function, if it is one: it gets a descriptor. */
  readonly lambda: IFunction | undefined;
  /** Sets a variable of that function; undefined for an imported one. */
  readonly addEnvironment: ((key: string, value: string) => void) | undefined;
  /** Whether `addEnvironment` is Amplify's, which also adds the variable to the types of `$amplify/env/<function>`. */
  readonly typed: boolean;
}

/**
 * `call` is the function that was called.
 * @throws {GranteeInvalidError} When it is not a function and has no role.
 * @throws {GrantLostError} When it is imported without its role.
 */
export function granteeOf(value: unknown, call: string): Grantee {
  if (isAmplifyFunction(value)) {
    const lambda = unqualified(value.resources.lambda);
    return {
      construct: lambda,
      ...principalOf(lambda),
      lambda,
      addEnvironment: (key, variable) => value.addEnvironment(key, variable),
      typed: true,
    };
  }
  if (isFunction(value)) {
    const lambda = unqualified(value);
    return {
      construct: lambda,
      ...principalOf(lambda),
      lambda,
      addEnvironment: canAddEnvironment(lambda)
        ? // Lambda@Edge has no variables, and CDK refuses a function there that needs one.
          (key, variable) => void lambda.addEnvironment(key, variable, { removeInEdge: true })
        : undefined,
      typed: false,
    };
  }
  if (isGrantable(value)) {
    const principal = value.grantPrincipal;
    const construct = [value, principal].find((candidate) => Construct.isConstruct(candidate));
    if (Construct.isConstruct(construct)) {
      return {
        construct,
        principal,
        policyHolder: policyHolderOf(construct, principal),
        lambda: undefined,
        addEnvironment: undefined,
        typed: false,
      };
    }
  }
  throw new BackendError(
    'GranteeInvalidError',
    `The grantee of ${call} must be a function, a role or another construct with a role, and got ${describe(value)}.`,
    isResourceDefinition(value)
      ? `Grant the function of the backend: const backend = defineBackend({ myFunction }); ${call}(backend.myFunction, secrets.mySecret).`
      : `Write, for example: ${call}(backend.myFunction, secrets.mySecret). Check the spelling of the function against what defineBackend was given.`,
  );
}

/** The function that is given, as `granteeOf` accepts one; undefined for anything else. */
export function functionOf(value: unknown): IFunction | undefined {
  if (isAmplifyFunction(value)) return value.resources.lambda;
  return isFunction(value) ? value : undefined;
}

function principalOf(lambda: IFunction): Pick<Grantee, 'principal' | 'policyHolder'> {
  const principal = lambda.grantPrincipal;
  if (lambda.role !== undefined) return { principal, policyHolder: policyHolderOf(lambda, principal) };
  throw new BackendError(
    'GrantLostError',
    `The function "${lambda.node.path}" is imported without its role, so CDK would drop the grant silently.`,
    "Import it with its role: Function.fromFunctionAttributes(scope, id, { functionArn, role: Role.fromRoleName(scope, 'Role', '<role name>') }). Or grant the role itself.",
  );
}

/** An alias and a version have the role and the variables of their function. */
export function unqualified(lambda: IFunction): IFunction {
  return 'lambda' in lambda && isFunction(lambda.lambda) ? unqualified(lambda.lambda) : lambda;
}

function isAmplifyFunction(value: unknown): value is AmplifyFunction {
  return (
    isObject(value) &&
    typeof value.addEnvironment === 'function' &&
    isObject(value.resources) &&
    isFunction(value.resources.lambda)
  );
}

function isFunction(value: unknown): value is IFunction {
  return isGrantable(value) && 'functionArn' in value && Construct.isConstruct(value);
}

function isGrantable(value: unknown): value is IGrantable {
  return (
    isObject(value) && isObject(value.grantPrincipal) && typeof value.grantPrincipal.addToPrincipalPolicy === 'function'
  );
}

function canAddEnvironment(lambda: IFunction): lambda is IFunction & Pick<LambdaFunction, 'addEnvironment'> {
  return 'addEnvironment' in lambda && typeof lambda.addEnvironment === 'function';
}

/** What `defineFunction` and its siblings return, before `defineBackend` creates a function from it. */
export function isResourceDefinition(value: unknown): boolean {
  return isObject(value) && typeof value.getInstance === 'function';
}

function describe(value: unknown): string {
  return isResourceDefinition(value) ? 'what defineFunction returned' : kindOf(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
