import { AwsError } from '../../aws-error.js';
import { type Invocation, type Json, operation, seconds } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { integer, list, structure, text } from '../api/shape.js';
import { filters, nextToken, secretId, stageName, versionId } from './members.js';
import { type Secret, type SecretVersion, versionWithStage } from './secret.js';
import { demandSecretKey, reachLiveSecret } from './secret-access.js';
import { invalidParameter, invalidRequest, versionNotFound } from './secret-errors.js';
import { matchesFilters } from './secret-filters.js';
import type { SecretStore } from './secret-store.js';

export const getSecretValue = operation(
  structure({ SecretId: secretId, VersionId: versionId, VersionStage: stageName }),
  (store: SecretStore, input, invocation) => readValue(store, input, invocation),
);

interface ValueRequest {
  readonly SecretId: string;
  readonly VersionId?: string | undefined;
  readonly VersionStage?: string | undefined;
}

function readValue(store: SecretStore, request: ValueRequest, invocation: Invocation): Json {
  const { SecretId, VersionId, VersionStage } = request;
  // Only what the request names: AWS reads AWSCURRENT by default, yet its condition key is absent then, and a policy
  // that asks for it denies the plain read. https://github.com/boto/boto3/issues/2957
  const secret = reachLiveSecret(store, SecretId, 'GetSecretValue', invocation, {
    ...(VersionId !== undefined && { 'secretsmanager:versionid': VersionId }),
    ...(VersionStage !== undefined && { 'secretsmanager:versionstage': VersionStage }),
  });
  const version = findVersion(secret, VersionId, VersionStage);
  demandSecretKey('read', secret, version.id, invocation);
  secret.lastAccessedAt = invocation.at;
  version.lastAccessedAt = invocation.at;
  const { value } = version;
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    ...('text' in value ? { SecretString: value.text } : { SecretBinary: value.binary.toString('base64') }),
    VersionStages: [...version.stages],
    CreatedDate: seconds(version.createdAt),
  };
}

/** A value read for another service; `selector` is a version's id or a staging label. */
export function readSecret(
  store: SecretStore,
  secretId: string,
  selector: string | undefined,
  invocation: Invocation,
): { readonly at: number; readonly secret: Secret; readonly version: SecretVersion } {
  const secret = reachLiveSecret(store, secretId, 'GetSecretValue', invocation);
  const isId = selector !== undefined && secret.versions.has(selector);
  const version = findVersion(secret, isId ? selector : undefined, isId ? undefined : selector);
  demandSecretKey('read', secret, version.id, invocation);
  return { at: version.createdAt, secret, version };
}

function findVersion(secret: Secret, id: string | undefined, asked: string | undefined): SecretVersion {
  if (id === undefined) {
    const stage = asked ?? 'AWSCURRENT';
    const staged = versionWithStage(secret, stage);
    if (staged === undefined) throw versionNotFound(`staging label: ${stage}`);
    return staged;
  }
  const version = secret.versions.get(id);
  if (version === undefined) throw versionNotFound(`VersionId: ${id}`);
  if (asked !== undefined && !version.stages.has(asked)) {
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  return version;
}

/** Reads up to 20 secrets; what fails for one of them stands in `Errors`, and the call succeeds. */
export const batchGetSecretValue = operation(
  structure({
    SecretIdList: list(text({ min: 1, max: 2048 }), { min: 1, max: 20 }),
    Filters: filters,
    MaxResults: integer({ min: 1, max: 20 }),
    NextToken: nextToken,
  }),
  (store: SecretStore, { SecretIdList, Filters, MaxResults, NextToken }, invocation) => {
    if ((SecretIdList === undefined) === (Filters === undefined)) {
      throw invalidParameter('You must provide either SecretIdList or Filters, and not both.');
    }
    if (SecretIdList && MaxResults !== undefined) {
      throw invalidParameter("You can't use MaxResults together with SecretIdList.");
    }
    invocation.access.demand('secretsmanager:BatchGetSecretValue', '*');
    if (SecretIdList) return readAll(store, SecretIdList, invocation);
    invocation.access.demand('secretsmanager:ListSecrets', '*');
    const matching = store.all().filter((secret) => secret.removeAt === undefined && matchesFilters(secret, Filters));
    const arns = matching.map((secret) => secret.arn);
    const request = `batch ${JSON.stringify(Filters)}`;
    const page = pageOf(arns, MaxResults ?? 20, NextToken, request, 'InvalidNextTokenException');
    return { ...readAll(store, page.items, invocation), ...(page.nextToken && { NextToken: page.nextToken }) };
  },
);

function readAll(store: SecretStore, secretIds: readonly string[], invocation: Invocation): Json {
  const values: Json[] = [];
  const errors: Json[] = [];
  for (const SecretId of secretIds) {
    try {
      values.push(readValue(store, { SecretId }, invocation));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      errors.push({ SecretId, ErrorCode: error.name, Message: error.message });
    }
  }
  return { SecretValues: values, Errors: errors };
}
