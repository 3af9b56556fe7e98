import type { Stack } from 'aws-cdk-lib';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import type { MadeRotation, RotationRecord } from '../state/rotation.js';
import type { LocatedSecret } from '../targets/target.js';

/** The schedule of a secret, and the permission by which AWS Secrets Manager invokes its function. */
export function makeRotation(
  root: Stack,
  lambda: IFunction,
  { reference: { key, set }, schedule, window }: Omit<RotationRecord, 'made'>,
  { names: [name = ''], readable: [arn = ''] }: LocatedSecret,
  onDeployment: boolean,
): MadeRotation {
  // Named by the secret and in the root stack: a schedule whose logical id changes is ended by the clean-up of the deployment that
  // changed it. https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1813
  const id = `AmplifySecretsRotation-${set.app}-${key}`;
  const permission = new CfnPermission(root, `${id}-Permission`, {
    action: 'lambda:InvokeFunction',
    functionName: lambda.functionArn,
    principal: 'secretsmanager.amazonaws.com',
    // Without both, a secret of another account, or any secret of this one, could have the function called.
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
    sourceAccount: root.account,
    sourceArn: arn,
  });
  const rotation = new CfnRotationSchedule(root, id, {
    secretId: name,
    rotationLambdaArn: lambda.functionArn,
    rotationRules: { scheduleExpression: schedule, ...(window !== undefined && { duration: window }) },
    rotateImmediatelyOnUpdate: onDeployment,
  });
  rotation.node.addDependency(permission);
  return { name, schedule: rotation, permission };
}
