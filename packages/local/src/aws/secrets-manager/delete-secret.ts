import { secretArn } from '../../arn/arn.js';
import { AwsError } from '../../aws-error.js';
import { operation, seconds } from '../api/operation.js';
import { flag, integer, structure } from '../api/shape.js';
import { secretId } from './members.js';
import type { Secret } from './secret.js';
import { accessSecret } from './secret-access.js';
import { invalidParameter, isReplica, markedForDeletion } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';

const DAY = 86_400_000;

export const deleteSecret = operation(
  structure({ SecretId: secretId, RecoveryWindowInDays: integer(), ForceDeleteWithoutRecovery: flag }),
  (store: SecretStore, { SecretId, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force }, call) => {
    if (force && days !== undefined) {
      throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (days !== undefined && (days < 7 || days > 30)) {
      throw invalidParameter('RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
    }
    const context = {
      ...(force !== undefined && { 'secretsmanager:forcedeletewithoutrecovery': String(force) }),
      ...(days !== undefined && { 'secretsmanager:recoverywindowindays': String(days) }),
    };
    try {
      const secret = accessSecret(store, SecretId, 'DeleteSecret', call, context);
      if (secret.primaryRegion !== undefined) throw isReplica();
      if (secret.replications.size > 0) throw hasReplicas(secret);
      if (force) store.remove(secret);
      else if (secret.removeAt !== undefined) throw markedForDeletion();
      else secret.removeAt = call.at + (days ?? 30) * DAY;
      return { ARN: secret.arn, Name: secret.name, DeletionDate: seconds(secret.removeAt ?? call.at) };
    } catch (error) {
      // A forced deletion of a missing secret succeeds, so that it can be repeated.
      if (!(force && error instanceof AwsError && error.name === 'ResourceNotFoundException')) throw error;
      const arn = SecretId.startsWith('arn:') ? SecretId : secretArn(store, SecretId);
      return { ARN: arn, Name: SecretId, DeletionDate: seconds(call.at) };
    }
  },
);

export const restoreSecret = operation(structure({ SecretId: secretId }), (store: SecretStore, { SecretId }, call) => {
  const secret = accessSecret(store, SecretId, 'RestoreSecret', call);
  if (secret.primaryRegion !== undefined) throw isReplica();
  delete secret.removeAt;
  return { ARN: secret.arn, Name: secret.name };
});

function hasReplicas({ arn, replications }: Secret): AwsError {
  const regions = [...replications.keys()].join(', ');
  return invalidParameter(`You can't delete secret ${arn} that still has replica regions [${regions}].`);
}
