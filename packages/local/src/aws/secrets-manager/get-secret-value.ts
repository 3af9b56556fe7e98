import { type Json, type OperationCall, operation, seconds } from '../api/operation.js';
import { structure } from '../api/shape.js';
import { secretId, stageName, versionId } from './members.js';
import { type Secret, type SecretValue, type SecretVersion, shownStages, versionWithStage } from './secret.js';
import { accessLiveSecret, checkSecretKey } from './secret-access.js';
import { invalidRequest, versionNotFound } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';

export const getSecretValue = operation(
  structure({ SecretId: secretId, VersionId: versionId, VersionStage: stageName }),
  (store: SecretStore, input, call) => readValue(store, input, call),
);

interface ValueRequest {
  readonly SecretId: string;
  readonly VersionId?: string | undefined;
  readonly VersionStage?: string | undefined;
}

export function readValue(store: SecretStore, request: ValueRequest, call: OperationCall): Json {
  const { SecretId, VersionId, VersionStage } = request;
  // Only what the request names: by default AWS reads AWSCURRENT, but its condition key is then absent, so a policy that
  // requires it denies the plain read. https://github.com/boto/boto3/issues/2957
  const secret = accessLiveSecret(store, SecretId, 'GetSecretValue', call, {
    ...(VersionId !== undefined && { 'secretsmanager:versionid': VersionId }),
    ...(VersionStage !== undefined && { 'secretsmanager:versionstage': VersionStage }),
  });
  const version = findVersion(secret, VersionId, VersionStage);
  checkSecretKey('read', secret, version.id, call);
  secret.lastAccessedAt = call.at;
  version.lastAccessedAt = call.at;
  const { value } = version;
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    ...('string' in value ? { SecretString: value.string } : { SecretBinary: value.binary.toString('base64') }),
    VersionStages: shownStages(version),
    CreatedDate: seconds(version.createdAt),
  };
}

/** Reads a value for another service; `selector` is a version's id or a staging label. */
export function readSecret(
  store: SecretStore,
  secretId: string,
  selector: string | undefined,
  call: OperationCall,
): { readonly at: number; readonly secret: Secret; readonly version: ReadableVersion } {
  const secret = accessLiveSecret(store, secretId, 'GetSecretValue', call);
  const isId = selector !== undefined && secret.versions.has(selector);
  const version = findVersion(secret, isId ? selector : undefined, isId ? undefined : selector);
  checkSecretKey('read', secret, version.id, call);
  return { at: version.createdAt, secret, version };
}

/** The version of a rotation that has begun has no value before its function puts one. */
export interface ReadableVersion extends SecretVersion {
  value: SecretValue;
}

function isReadable(version: SecretVersion | undefined): version is ReadableVersion {
  return version?.value !== undefined;
}

function findVersion(secret: Secret, id: string | undefined, asked: string | undefined): ReadableVersion {
  if (id === undefined) {
    const stage = asked ?? 'AWSCURRENT';
    const staged = versionWithStage(secret, stage);
    if (!isReadable(staged)) throw versionNotFound(`staging label: ${stage}`);
    return staged;
  }
  const version = secret.versions.get(id);
  if (!isReadable(version)) throw versionNotFound(`VersionId: ${id}`);
  if (asked !== undefined && !version.stages.has(asked)) {
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  return version;
}
