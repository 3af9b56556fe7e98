import { type Deployment, describeDeployment, ownProperties } from '@amplify-secrets/runtime/contract';
import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { BackendError } from '../backend-error.js';
import { unsetIn } from '../targets/secret-arn.js';

/**
 * The deployment that a construct belongs to: from the CDK context that Amplify sets, or else as given.
 * @throws {DeploymentUnknownError} When there is neither, one is not valid, or the two differ.
 */
export function deploymentOf(construct: IConstruct, given: Deployment | undefined): Deployment {
  const own = deploymentInContext(construct);
  const option = given === undefined ? undefined : checked(given, FROM_OPTION);
  if (own !== undefined && option !== undefined && !isSameDeployment(own, option)) {
    throw unknown(
      `A grant on "${construct.node.path}" names the ${describeDeployment(option)}, and Amplify deploys the ${describeDeployment(own)}.`,
      'Delete the option "deployment": Amplify sets it.',
    );
  }
  const deployment = own ?? option;
  if (deployment !== undefined) return deployment;
  throw unknown(
    `The deployment of "${construct.node.path}" is unknown: its CDK context has no amplify-backend-type, -namespace and -name.`,
    "In an Amplify backend, grant in amplify/backend.ts, after defineBackend. In a plain CDK stack, name it: { deployment: { type: 'branch', namespace: '<app id>', name: 'main' } }.",
  );
}

/**
 * The deployment in the CDK context that Amplify sets; undefined in a plain CDK app.
 * @throws {DeploymentUnknownError} When the context is incomplete.
 */
export function deploymentInContext(construct: IConstruct): Deployment | undefined {
  const [type, namespace, name] = ['type', 'namespace', 'name'].map((part): unknown =>
    construct.node.tryGetContext(`amplify-backend-${part}`),
  );
  if (isAbsent(type) && isAbsent(namespace) && isAbsent(name)) return undefined;
  return checked({ type, namespace, name }, FROM_CONTEXT);
}

export function isSameDeployment(one: Deployment, other: Deployment): boolean {
  return one.type === other.type && one.namespace === other.namespace && one.name === other.name;
}

const FROM_CONTEXT = 'The CDK context amplify-backend-type, -namespace and -name';
const FROM_OPTION = 'The option "deployment" of a grant';

function checked(value: Readonly<Record<keyof Deployment, unknown>> | null, owner: string): Deployment {
  const { type, namespace, name }: Partial<Record<keyof Deployment, unknown>> = ownProperties(value ?? {});
  if ([type, namespace, name].some((part) => Token.isUnresolved(part))) {
    throw unknown(
      `${owner} is known only at deployment (a CDK token), and the synthesis needs it for the names of secrets and parameters.`,
      "Write plain strings, for example: { deployment: { type: 'branch', namespace: 'd1a2b3c4d5e6f7', name: 'main' } }.",
    );
  }
  const unset = [namespace, name].find((part) => typeof part === 'string' && unsetIn(part) === part);
  // Amplify takes the names in its context from where they are: a branch may be called null.
  if (unset !== undefined && owner === FROM_OPTION) {
    throw unknown(
      `${owner} must have a namespace and a name, and got "${unset}", a variable that is not set.`,
      'Set the variable before the synthesis. Amplify Hosting sets AWS_APP_ID and AWS_BRANCH in its builds.',
    );
  }
  if (
    (type === 'sandbox' || type === 'branch' || type === 'standalone') &&
    isNonEmptyString(namespace) &&
    isNonEmptyString(name)
  ) {
    return { type, namespace, name };
  }
  throw unknown(
    `${owner} must have a type (sandbox, branch or standalone), a namespace and a name.`,
    "Write, for example: { deployment: { type: 'branch', namespace: '<app id>', name: 'main' } }.",
  );
}

function isNonEmptyString(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function unknown(message: string, resolution: string): BackendError {
  return new BackendError('DeploymentUnknownError', message, resolution);
}
