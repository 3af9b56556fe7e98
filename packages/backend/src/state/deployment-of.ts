import { type Deployment, describeDeployment } from '@amplify-secrets/runtime/contract';
import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { BackendError } from '../backend-error.js';

/**
 * The deployment that a construct belongs to, from the CDK context that Amplify sets, or else as given. Throws DeploymentUnknownError
 * when there is neither, or when they disagree.
 */
export function deploymentOf(construct: IConstruct, given: Deployment | undefined): Deployment {
  const own = deploymentInContext(construct);
  const option = given === undefined ? undefined : checked(given, FROM_OPTION);
  if (own !== undefined && option !== undefined && !isSameDeployment(own, option)) {
    throw unknown(
      `A grant on "${construct.node.path}" names the ${describeDeployment(option)}, and Amplify deploys the ${describeDeployment(own)}.`,
      'Delete the option "deployment": under Amplify it is known.',
    );
  }
  const deployment = own ?? option;
  if (deployment !== undefined) return deployment;
  throw unknown(
    `Nothing says which deployment "${construct.node.path}" belongs to: its CDK context has no amplify-backend-type, -namespace and -name.`,
    "In an Amplify backend, grant in amplify/backend.ts, after defineBackend. In a plain CDK stack, say it: { deployment: { type: 'branch', namespace: '<app id>', name: 'main' } }.",
  );
}

/**
 * What Amplify says; undefined in a plain CDK app.
 * @throws {DeploymentUnknownError} When it is incomplete.
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
  const { type, namespace, name } = value ?? {};
  if ([type, namespace, name].some((part) => Token.isUnresolved(part))) {
    throw unknown(
      `${owner} is known only at deployment (a CDK token), and the names of secrets and parameters are made from it at synthesis.`,
      "Write plain texts, for example: { deployment: { type: 'branch', namespace: 'd1a2b3c4d5e6f7', name: 'main' } }.",
    );
  }
  if ((type === 'sandbox' || type === 'branch' || type === 'standalone') && isText(namespace) && isText(name)) {
    return { type, namespace, name };
  }
  throw unknown(
    `${owner} is no deployment: a type (sandbox, branch or standalone), a namespace and a name are needed.`,
    "Write, for example: { deployment: { type: 'branch', namespace: '<app id>', name: 'main' } }.",
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function unknown(message: string, resolution: string): BackendError {
  return new BackendError('DeploymentUnknownError', message, resolution);
}
