import type { Operation } from '../api/operation.js';
import { batchGetSecretValue } from './batch-get-secret-value.js';
import { createSecret } from './create-secret.js';
import { deleteSecret, restoreSecret } from './delete-secret.js';
import { describeSecret, listSecrets } from './describe-secret.js';
import { getRandomPassword } from './get-random-password.js';
import { getSecretValue } from './get-secret-value.js';
import { putSecretValue } from './put-secret-value.js';
import {
  removeRegionsFromReplication,
  replicateSecretToRegions,
  stopReplicationToReplica,
} from './replicate-secret.js';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from './resource-policy.js';
import { cancelRotateSecret, rotateSecret } from './rotation/rotate-secret.js';
import type { SecretStore } from './secret-store.js';
import { tagResource, untagResource } from './secret-tags.js';
import { listSecretVersionIds, updateSecretVersionStage } from './secret-versions.js';
import { updateSecret } from './update-secret.js';
import { validateResourcePolicy } from './validate-resource-policy.js';

export const secretsManagerOperations: ReadonlyMap<string, Operation<SecretStore>> = new Map([
  ['BatchGetSecretValue', batchGetSecretValue],
  ['CancelRotateSecret', cancelRotateSecret],
  ['CreateSecret', createSecret],
  ['DeleteResourcePolicy', deleteResourcePolicy],
  ['DeleteSecret', deleteSecret],
  ['DescribeSecret', describeSecret],
  ['GetRandomPassword', getRandomPassword],
  ['GetResourcePolicy', getResourcePolicy],
  ['GetSecretValue', getSecretValue],
  ['ListSecrets', listSecrets],
  ['ListSecretVersionIds', listSecretVersionIds],
  ['PutResourcePolicy', putResourcePolicy],
  ['PutSecretValue', putSecretValue],
  ['RemoveRegionsFromReplication', removeRegionsFromReplication],
  ['ReplicateSecretToRegions', replicateSecretToRegions],
  ['RestoreSecret', restoreSecret],
  ['RotateSecret', rotateSecret],
  ['StopReplicationToReplica', stopReplicationToReplica],
  ['TagResource', tagResource],
  ['UntagResource', untagResource],
  ['UpdateSecret', updateSecret],
  ['UpdateSecretVersionStage', updateSecretVersionStage],
  ['ValidateResourcePolicy', validateResourcePolicy],
]);
