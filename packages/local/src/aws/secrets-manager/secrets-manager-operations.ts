import type { Operation } from '../api/operation.js';
import { createSecret, updateSecret } from './create-secret.js';
import { deleteSecret, restoreSecret } from './delete-secret.js';
import { describeSecret, listSecrets } from './describe-secret.js';
import { getRandomPassword } from './random-password.js';
import { batchGetSecretValue, getSecretValue } from './read-value.js';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from './resource-policy.js';
import type { SecretStore } from './secret-store.js';
import { tagResource, untagResource } from './secret-tags.js';
import { listSecretVersionIds, updateSecretVersionStage } from './secret-versions.js';
import { putSecretValue } from './write-value.js';

export const secretsManagerOperations: ReadonlyMap<string, Operation<SecretStore>> = new Map([
  ['BatchGetSecretValue', batchGetSecretValue],
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
  ['RestoreSecret', restoreSecret],
  ['TagResource', tagResource],
  ['UntagResource', untagResource],
  ['UpdateSecret', updateSecret],
  ['UpdateSecretVersionStage', updateSecretVersionStage],
]);

export const absentSecretsManagerOperations: ReadonlySet<string> = new Set([
  'CancelRotateSecret',
  'RemoveRegionsFromReplication',
  'ReplicateSecretToRegions',
  'RotateSecret',
  'StopReplicationToReplica',
  'ValidateResourcePolicy',
]);
