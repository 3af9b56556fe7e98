import { AwsError } from '../../aws-error.js';
import { operation, seconds } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { flag, required, structure } from '../api/shape.js';
import { maxResults, nextToken, secretId, stageName, versionId } from './members.js';
import { moveStage, type Secret, type SecretVersion, shownStages, versionWithStage } from './secret.js';
import { accessPrimarySecret, accessSecret } from './secret-access.js';
import { invalidParameter, versionNotFound } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';

/** A version without a label is deprecated, and listed only on request. */
export const listSecretVersionIds = operation(
  structure({ SecretId: secretId, MaxResults: maxResults, NextToken: nextToken, IncludeDeprecated: flag }),
  (store: SecretStore, { SecretId, MaxResults, NextToken, IncludeDeprecated }, call) => {
    const secret = accessSecret(store, SecretId, 'ListSecretVersionIds', call);
    const listed = [...secret.versions.values()].filter((version) => IncludeDeprecated || version.stages.size > 0);
    const request = `versions ${secret.arn} ${IncludeDeprecated ?? false}`;
    const page = pageOf(listed, MaxResults ?? 100, NextToken, request, 'InvalidNextTokenException');
    return {
      ARN: secret.arn,
      Name: secret.name,
      Versions: page.items.map((version) => ({
        VersionId: version.id,
        CreatedDate: seconds(version.createdAt),
        KmsKeyIds: [version.kmsKeyId ?? 'DefaultEncryptionKey'],
        ...(version.stages.size > 0 && { VersionStages: shownStages(version) }),
        ...(version.lastAccessedAt !== undefined && { LastAccessedDate: seconds(version.lastAccessedAt) }),
      })),
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  },
);

/**
 * Moves or removes a label. RemoveFromVersionId makes it a compare-and-set: the label does not move when it is on another
 * version by then. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
export const updateSecretVersionStage = operation(
  structure({
    SecretId: secretId,
    VersionStage: required(stageName),
    RemoveFromVersionId: versionId,
    MoveToVersionId: versionId,
  }),
  (store: SecretStore, { SecretId, VersionStage: stage, RemoveFromVersionId, MoveToVersionId }, call) => {
    const context = { 'secretsmanager:versionstage': stage };
    const secret = accessPrimarySecret(store, SecretId, 'UpdateSecretVersionStage', call, context);
    const from = RemoveFromVersionId === undefined ? undefined : versionOf(secret, RemoveFromVersionId);
    const to = MoveToVersionId === undefined ? undefined : versionOf(secret, MoveToVersionId);
    if (from === undefined && to === undefined) {
      throw invalidParameter('You must provide MoveToVersionId, RemoveFromVersionId, or both.');
    }
    const current = versionWithStage(secret, stage);
    if (from && from !== current) {
      const rule = `it must be set to the version that currently has the staging label ${stage}`;
      throw invalidParameter(`When you move staging label ${stage}, if you specify RemoveFromVersionId, ${rule}.`);
    }
    if (to === undefined) removeStage(stage, from);
    else if (to !== current) {
      if (current && from === undefined) throw missingSource(stage, current);
      if (to.stages.size >= 20)
        throw new AwsError('LimitExceededException', 'A version can have at most 20 staging labels.');
      moveStage(secret, stage, to);
    }
    secret.changedAt = call.at;
    return { ARN: secret.arn, Name: secret.name };
  },
);

function removeStage(stage: string, from: SecretVersion | undefined): void {
  if (stage === 'AWSCURRENT') {
    const rule =
      "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.";
    throw invalidParameter(rule);
  }
  from?.stages.delete(stage);
}

function missingSource(stage: string, current: SecretVersion): AwsError {
  const where = `Staging label ${stage} is currently attached to version ${current.id}`;
  const remedy = 'so you must explicitly reference that version in RemoveFromVersionId';
  return invalidParameter(`The parameter RemoveFromVersionId can't be empty. ${where}, ${remedy}.`);
}

function versionOf(secret: Secret, id: string): SecretVersion {
  const version = secret.versions.get(id);
  if (version === undefined) throw versionNotFound(`VersionId: ${id}`);
  return version;
}
