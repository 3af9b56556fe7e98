import {
  allEnvironments,
  type Deployment,
  type Environment,
  environmentOf,
  expressionOf,
  parameterArn,
  parameterFolders,
  propertyKey,
  type SecretReference,
  secretNameIn,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { BackendError } from '../backend-error.js';
import { openBackend } from '../open-backend.js';
import { storeLine } from '../targets/store-line.js';
import { ecsSecretInvalid } from './ecs-secrets-options.js';

// ECS mistakes such an end for the suffix of a whole ARN.
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
const LIKE_A_SUFFIX = /-.{6}$/;

/**
 * The `valueFrom` of a secret in a task definition, in the deployment of a construct. Contains CDK tokens.
 * @throws {EcsSecretInvalidError} For a field of a secret in Amplify's store.
 */
export function valueFrom(
  reference: SecretReference,
  field: string | undefined,
  construct: IConstruct,
  given: Deployment | undefined,
): string {
  const { deployment } = openBackend(construct, given);
  const environment = environmentOf(reference.set.environments, deployment);
  const name = secretNameIn(environment, reference);
  const { partition, region, account } = Stack.of(construct);
  if (environment.store === 'amplify') {
    if (field !== undefined) throw fieldOfParameter(reference, environment);
    const [own] = parameterFolders(deployment);
    return parameterArn({ partition, region, account }, `${own}/${name}`);
  }
  // Without the six characters, which are not known at synthesis. The field, the stage and the version follow.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
  const arn = `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;
  return field === undefined ? arn : `${arn}:${field}::`;
}

/**
 * In every environment, so that a name in production is checked before it is deployed there.
 * @throws {EcsSecretInvalidError} When ECS would mistake the end of its name for the suffix of an ARN.
 */
export function checkEcsNames(reference: SecretReference): void {
  for (const environment of allEnvironments(reference.set.environments)) {
    const name = secretNameIn(environment, reference);
    if (environment.store === 'secrets-manager' && LIKE_A_SUFFIX.test(name)) {
      throw endsLikeSuffix(reference, environment, name);
    }
  }
}

function endsLikeSuffix(reference: SecretReference, { name: environment }: Environment, name: string) {
  const { key, undeclared } = reference;
  const rename = undeclared
    ? `Rename it: secretNamed(secrets, ${stringLiteral(`${key}-1`)})`
    : `Rename it in its definition: name: { ${propertyKey(environment)}: ${stringLiteral(`${name}-1`)} }`;
  return ecsSecretInvalid(
    `Secret "${key}" has the name "${name}" in environment "${environment}". ECS looks it up by its ARN without the six characters that AWS adds, and would mistake "${name.slice(-7)}" for them`,
    `${rename}. Or let the container read it by its name: grantSecretRead(taskDefinition.taskRole, ${expressionOf(reference)}).`,
  );
}

function fieldOfParameter(reference: SecretReference, { name }: Environment): BackendError {
  return ecsSecretInvalid(
    `Secret "${reference.key}" is in Amplify's store in environment "${name}", and ECS reads only whole values from there`,
    `Keep that environment's values in AWS Secrets Manager: environments: { ${storeLine(name, reference.set.environments)} }. Or parse the JSON in the container: ecsSecrets(${expressionOf(reference)}, { as: 'MY_VARIABLE' }).`,
  );
}
