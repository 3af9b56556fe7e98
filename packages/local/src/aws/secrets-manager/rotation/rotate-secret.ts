import { operation } from '../../api/operation.js';
import { flag, integer, list, optionally, string, structure } from '../../api/shape.js';
import { rotationToken, secretId } from '../members.js';
import { accessPrimarySecret } from '../secret-access.js';
import type { SecretStore } from '../secret-store.js';
import { startRotation, withoutFunction } from './start-rotation.js';

const rotationRules = optionally(
  structure({
    AutomaticallyAfterDays: integer({ min: 1, max: 1000 }),
    Duration: string({ min: 2, max: 3, pattern: /^[0-9h]+$/ }),
    ScheduleExpression: string({ min: 1, max: 256, pattern: /^[0-9A-Za-z()#?*\-/, ]+$/ }),
  }),
);

/**
 * Answers at once; the rotation runs on. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
 */
export const rotateSecret = operation(
  structure({
    SecretId: secretId,
    ClientRequestToken: rotationToken,
    RotationLambdaARN: string({ max: 2048 }),
    RotationRules: rotationRules,
    RotateImmediately: flag,
    ExternalSecretRotationMetadata: list(
      structure({ Key: string({ min: 1, max: 256 }), Value: string({ max: 2048 }) }),
    ),
    ExternalSecretRotationRoleArn: string({ min: 20, max: 2048 }),
  }),
  (store: SecretStore, input, call) => {
    const { RotationLambdaARN, RotationRules: rules, RotateImmediately, ClientRequestToken: versionId } = input;
    const secret = accessPrimarySecret(store, input.SecretId, 'RotateSecret', call, {
      ...(RotationLambdaARN !== undefined && { 'secretsmanager:rotationlambdaarn': RotationLambdaARN }),
      ...(RotateImmediately !== undefined && { 'secretsmanager:rotateimmediately': String(RotateImmediately) }),
      ...(rules !== undefined && { 'secretsmanager:modifyrotationrules': 'true' }),
    });
    const immediately = RotateImmediately ?? true;
    startRotation(store.rotations, secret, {
      versionId,
      functionArn: RotationLambdaARN || undefined,
      rules,
      immediately,
      at: call.at,
      checkCaller: ({ arn, policy }) => call.access.check('lambda:InvokeFunction', arn, { resourcePolicy: policy }),
    });
    return { ARN: secret.arn, Name: secret.name, ...(immediately && { VersionId: versionId }) };
  },
);

/** Labels and versions stay as the rotation left them. */
export const cancelRotateSecret = operation(
  structure({ SecretId: secretId }),
  (store: SecretStore, { SecretId }, call) => {
    const secret = accessPrimarySecret(store, SecretId, 'CancelRotateSecret', call);
    if (secret.rotation === undefined) throw withoutFunction();
    const versionId = store.rotations.cancel(secret);
    secret.changedAt = call.at;
    return { ARN: secret.arn, Name: secret.name, ...(versionId !== undefined && { VersionId: versionId }) };
  },
);
