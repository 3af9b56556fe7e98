import { kindOf } from '@amplify-secrets/runtime/contract';
import { CfnResource, type Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { BackendError } from '../backend-error.js';
import { functionOf, isResourceDefinition, unqualified } from '../grantees/grantee.js';
import { rootStackOf } from '../state/backend-state.js';
import type { RotationRecord } from '../state/rotation.js';
import { constructBehind } from '../targets/construct-behind.js';
import type { StageResources } from '../templates/stage-resources.js';
import { rotationLine } from './rotation-options.js';

/**
 * The function that is to rotate: one that this backend makes, since one that is imported gets neither the permission nor the grants.
 * @throws {RotationFunctionInvalidError} When it is anything else.
 */
export function rotationFunction(value: unknown, root: Stack): IFunction {
  const lambda = functionOf(value);
  if (lambda === undefined) {
    throw invalid(isResourceDefinition(value) ? 'what defineFunction returned' : kindOf(value));
  }
  const { path } = lambda.node;
  if (!CfnResource.isCfnResource(constructBehind(unqualified(lambda).functionArn))) {
    throw invalid(`"${path}", which is imported`);
  }
  if (rootStackOf(lambda) !== root) throw invalid(`"${path}", which is in another stack than this backend`);
  return lambda;
}

const LEAST_SECONDS = 30;
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
const DEFAULT_SECONDS = 3;

/**
 * At the end of the synthesis, since code after the call may change the timeout.
 * @throws {RotationFunctionInvalidError} When a step of the rotation would be cut off.
 */
export function checkTimeout({ grantee: { lambda } }: RotationRecord, { templateOf }: StageResources): void {
  const resource = lambda === undefined ? undefined : constructBehind(lambda.functionArn);
  if (lambda === undefined || !CfnResource.isCfnResource(resource)) return;
  const { Timeout: seconds = DEFAULT_SECONDS } = templateOf(resource)?.Properties ?? {};
  // A parameter of the template is known at deployment only.
  if (typeof seconds !== 'number' || seconds >= LEAST_SECONDS) return;
  throw new BackendError(
    'RotationFunctionInvalidError',
    `A rotation function must have a timeout of at least ${LEAST_SECONDS} seconds, and "${lambda.node.path}" has ${seconds}: a step that waits for a database would be cut off in the middle.`,
    `Where it is defined, write timeoutSeconds: 60 (defineFunction) or timeout: Duration.seconds(60) (CDK).`,
  );
}

function invalid(got: string): BackendError {
  return new BackendError(
    'RotationFunctionInvalidError',
    `The option "function" of defineSecretRotation must be a function that this backend makes, and got ${got}.`,
    `Give the function of the backend: const backend = defineBackend({ myFunction }); ${rotationLine()}.`,
  );
}
