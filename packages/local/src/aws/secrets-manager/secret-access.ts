import { parseArn, secretArn } from '../../arn/arn.js';
import type { ResourceAccess } from '../../authorization/access.js';
import { type ConditionKeys, tagKeys } from '../../authorization/condition-keys.js';
import { AwsError } from '../../aws-error.js';
import type { KeyId } from '../../iam/model.js';
import type { OperationCall } from '../api/operation.js';
import type { Secret } from './secret.js';
import { invalidRequest, isReplica, markedForDeletion, secretNotFound } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';

/**
 * Checks access to the secret, and then returns it. Access to a missing secret is evaluated by the ARN of the name in the
 * request, without a suffix. So a caller with an exact grant (`<name>-??????`) is denied, as by AWS, and cannot tell missing
 * from denied; only a caller whose grant covers the bare name (`<name>*`, `*`) learns that the secret is missing. A denial
 * shows the secret id as the request has it.
 */
export function accessSecret(
  store: SecretStore,
  secretId: string,
  action: string,
  call: OperationCall,
  context: ConditionKeys = {},
): Secret {
  checkSecretId(secretId);
  const secret = store.find(secretId);
  const asked = secretId.startsWith('arn:') ? secretId : secretArn(store, secretId);
  call.access.check(`secretsmanager:${action}`, secret?.arn ?? asked, secretFacts(store, secretId, secret, context));
  if (secret === undefined) throw secretNotFound();
  return secret;
}

/** What the policies may ask about a request for this secret. */
export function secretFacts(
  store: SecretStore,
  secretId: string,
  secret: Secret | undefined,
  context: ConditionKeys = {},
): ResourceAccess {
  const tags = tagKeys('secretsmanager', secret?.tagsUnknown ? undefined : (secret?.tags ?? new Map()));
  return {
    ...tags,
    shownAs: secretId,
    resourcePolicy: secret && store.policyOf(secret),
    context: {
      'secretsmanager:secretid': secretId,
      ...(secret?.rotation && {
        'secretsmanager:resource/allowrotationlambdaarn': secret.rotation.functionArn,
      }),
      'secretsmanager:secretprimaryregion': secret?.primaryRegion ?? store.region,
      ...tags.context,
      ...context,
    },
  };
}

/** Like `accessSecret`, but refuses a secret that is marked for deletion. */
export function accessLiveSecret(...request: Parameters<typeof accessSecret>): Secret {
  const secret = accessSecret(...request);
  if (secret.removeAt !== undefined) throw markedForDeletion();
  return secret;
}

/** Like `accessLiveSecret`, but refuses a replica, which changes with its primary secret only. */
export function accessPrimarySecret(...request: Parameters<typeof accessSecret>): Secret {
  const secret = accessLiveSecret(...request);
  if (secret.primaryRegion !== undefined) throw isReplica();
  return secret;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
const KEY_ACTIONS = {
  read: ['kms:Decrypt'],
  write: ['kms:GenerateDataKey', 'kms:Decrypt'],
  replicate: ['kms:GenerateDataKey', 'kms:Encrypt'],
} as const;

export function checkSecretKey(
  use: keyof typeof KEY_ACTIONS,
  secret: { readonly arn: string; readonly kmsKeyId?: KeyId | undefined },
  versionId: string,
  { access }: OperationCall,
): void {
  const { account: owner = access.account, region } = parseArn(secret.arn) ?? {};
  if (owner !== access.account && isDefaultKey(secret.kmsKeyId)) {
    const reason = 'if you encrypt the secret with the default KMS service key';
    throw invalidRequest(`You can't access a secret from a different AWS account ${reason}.`);
  }
  if (secret.kmsKeyId === undefined) return;
  try {
    access.checkKeyUse(secret.kmsKeyId, {
      owner,
      region,
      actions: KEY_ACTIONS[use],
      service: 'secretsmanager',
      encryptionContext: { SecretARN: secret.arn, SecretVersionId: versionId },
    });
  } catch (error) {
    // Secrets Manager says no more than this; the call log has the key.
    if (error instanceof AwsError) throw new AwsError(error.name, 'Access to KMS is not allowed');
    throw error;
  }
}

function isDefaultKey(keyId: KeyId | undefined): boolean {
  return keyId === undefined || (typeof keyId === 'string' && /(^|:)alias\/aws\/secretsmanager$/.test(keyId));
}

export function checkName(name: string): void {
  if (/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) return;
  const rule = 'Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!';
  throw new AwsError('ValidationException', `Invalid name. ${rule}`);
}

/** AWS services create secrets (`rds!cluster-…`) with a `!` in the name, which nobody else may use. */
export function checkExistingName(name: string): void {
  checkName(name.replaceAll('!', '-'));
}

function checkSecretId(secretId: string): void {
  if (!secretId.startsWith('arn:')) checkExistingName(secretId);
}
