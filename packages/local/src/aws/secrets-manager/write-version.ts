import { AwsError } from '../../aws-error.js';
import type { KeyId } from '../../iam/model.js';
import type { OperationCall } from '../api/operation.js';
import { reschedule } from './rotation/reschedule.js';
import {
  dropOldVersions,
  moveStage,
  type Secret,
  type SecretValue,
  type SecretVersion,
  sameValue,
  versionWithStage,
} from './secret.js';
import { checkSecretKey } from './secret-access.js';
import { invalidParameter, tokenInUse } from './secret-errors.js';

interface GivenValue {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Buffer | undefined;
}

export function givenValue({ SecretString, SecretBinary }: GivenValue): SecretValue | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  if (SecretBinary !== undefined) return { binary: SecretBinary };
  if (SecretString === undefined) return undefined;
  if (Buffer.byteLength(SecretString) > 65_536) {
    const rule = 'Member must have length less than or equal to 65536';
    const message = `1 validation error detected: Value at 'secretString' failed to satisfy constraint: ${rule}`;
    throw new AwsError('ValidationException', message);
  }
  return { string: SecretString };
}

export interface Write {
  readonly value: SecretValue;
  readonly token: string;
  readonly stages?: readonly string[] | undefined;
  /** The key to encrypt with, where the request changes it. */
  readonly kmsKeyId?: KeyId | undefined;
}

/**
 * Adds a version whose id is the request's token, which makes the write idempotent: the same token with the same value
 * changes nothing, with another value it fails.
 */
export function writeVersion(
  secret: Secret,
  { value, token, stages, kmsKeyId = secret.kmsKeyId }: Write,
  call: OperationCall,
): SecretVersion {
  checkSecretKey('write', { arn: secret.arn, kmsKeyId }, token, call);
  const existing = secret.versions.get(token);
  if (existing?.value !== undefined) {
    if (sameValue(existing.value, value)) return existing;
    throw tokenInUse(token, secret.arn);
  }
  const version = existing
    ? fillVersion(secret, existing, value, stages, call.at)
    : addVersion(secret, value, token, stages, call.at);
  if (typeof kmsKeyId === 'string') version.kmsKeyId = kmsKeyId;
  // A value that is put counts as a rotation, which postpones the next one; the function's own is counted when it is done.
  if (!existing && version.stages.has('AWSCURRENT')) reschedule(secret, call.at);
  return version;
}

/** Puts the value of a version that a rotation created empty. */
function fillVersion(
  secret: Secret,
  version: SecretVersion,
  value: SecretValue,
  stages: readonly string[] = ['AWSCURRENT'],
  at: number,
): SecretVersion {
  version.value = value;
  for (const stage of stages) moveStage(secret, stage, version);
  secret.changedAt = at;
  return version;
}

export function addVersion(
  secret: Secret,
  value: SecretValue,
  id: string,
  stages: readonly string[] = ['AWSCURRENT'],
  at: number,
): SecretVersion {
  const version: SecretVersion = { id, value, createdAt: at, stages: new Set() };
  // The first version is always current, or else the secret could not be read.
  const attached = secret.versions.size === 0 ? new Set(['AWSCURRENT', ...stages]) : new Set(stages);
  secret.versions.set(id, version);
  const replaced = attached.has('AWSCURRENT') ? versionWithStage(secret, 'AWSCURRENT') : undefined;
  for (const stage of attached) moveStage(secret, stage, version);
  // A write that replaces the current version ends what was pending on it; moving the label does not.
  replaced?.stages.delete('AWSPENDING');
  secret.changedAt = at;
  dropOldVersions(secret, at);
  return version;
}
