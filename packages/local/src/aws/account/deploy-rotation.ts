import { AwsError } from '../../aws-error.js';
import type { BackendRotation } from '../../backend/model.js';
import { LocalError } from '../../local-error.js';
import { startRotation } from '../secrets-manager/rotation/start-rotation.js';
import { markedForDeletion, secretNotFound } from '../secrets-manager/secret-errors.js';
import type { SecretStore } from '../secrets-manager/secret-store.js';

/**
 * Creates a rotation schedule as CloudFormation does, which calls RotateSecret.
 *
 * @throws {DeploymentFailedError} When Secrets Manager refuses: the secret does not exist, the function cannot be invoked, the rules are not
 * a schedule.
 */
export function deployRotation(store: SecretStore, declared: BackendRotation, versionId: string, at: number): void {
  const { secretId, functionArn, rules, immediately } = declared;
  try {
    const secret = store.find(secretId);
    if (secret === undefined) throw secretNotFound();
    if (secret.removeAt !== undefined) throw markedForDeletion();
    startRotation(store.rotations, secret, { versionId, functionArn, rules, immediately, at });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const what = `CloudFormation could not create ${declared.logicalId} (AWS::SecretsManager::RotationSchedule of ${secretId})`;
    throw new LocalError('DeploymentFailedError', `${what}: ${error.message}`, resolutionOf(error, secretId));
  }
}

function resolutionOf(error: AwsError, secretId: string): string {
  if (error.name === 'ResourceNotFoundException') {
    const name = secretId.replace(/^arn:.*:secret:/, '');
    return `Put the secret first, then deploy: aws.secrets.put('${name}', '…'); aws.load(backend);`;
  }
  if (error.name === 'AccessDeniedException') {
    return "Let Secrets Manager invoke the function: fn.addPermission('Rotation', { principal: new ServicePrincipal('secretsmanager.amazonaws.com'), sourceAccount: stack.account, sourceArn: secret.secretArn });";
  }
  return "Write a schedule that AWS accepts: rotationRules: { scheduleExpression: 'rate(30 days)', duration: '3h' }.";
}
