import { type Json, operation, seconds } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { flag, string, structure } from '../api/shape.js';
import { filters, maxResults, nextToken, secretId } from './members.js';
import type { Secret } from './secret.js';
import { accessSecret } from './secret-access.js';
import { matchesFilters } from './secret-filters.js';
import type { SecretStore } from './secret-store.js';

const DAY = 86_400_000;

export const describeSecret = operation(structure({ SecretId: secretId }), (store: SecretStore, { SecretId }, call) => {
  const secret = accessSecret(store, SecretId, 'DescribeSecret', call);
  return { ...details(secret), VersionIdsToStages: stagesOf(secret) };
});

export const listSecrets = operation(
  structure({
    IncludePlannedDeletion: flag,
    MaxResults: maxResults,
    NextToken: nextToken,
    Filters: filters,
    SortOrder: string({ oneOf: ['asc', 'desc'] }),
    SortBy: string({ oneOf: ['created-date', 'last-accessed-date', 'last-changed-date', 'name'] }),
  }),
  (store: SecretStore, { MaxResults, NextToken, ...input }, call) => {
    call.access.check('secretsmanager:ListSecrets', '*');
    const listed = store
      .all()
      .filter((secret) => input.IncludePlannedDeletion || secret.removeAt === undefined)
      .filter((secret) => matchesFilters(secret, input.Filters));
    // By default AWS lists the newest first.
    const direction = (input.SortOrder ?? (input.SortBy === 'name' ? 'asc' : 'desc')) === 'asc' ? 1 : -1;
    const order = input.SortBy ?? 'created-date';
    const sorted = listed.sort((left, right) => direction * compare(sortKey(left, order), sortKey(right, order)));
    const page = pageOf(sorted, MaxResults ?? 100, NextToken, JSON.stringify(input), 'InvalidNextTokenException');
    return {
      SecretList: page.items.map((secret) => ({ ...details(secret), SecretVersionsToStages: stagesOf(secret) })),
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  },
);

function details(secret: Secret): Json {
  const { description, kmsKeyId, removeAt, lastAccessedAt } = secret;
  return {
    ARN: secret.arn,
    Name: secret.name,
    CreatedDate: seconds(secret.createdAt),
    LastChangedDate: seconds(secret.changedAt),
    ...(description !== undefined && { Description: description }),
    ...(typeof kmsKeyId === 'string' && { KmsKeyId: kmsKeyId }),
    ...(removeAt !== undefined && { DeletedDate: seconds(removeAt) }),
    // AWS records only the day of the access.
    ...(lastAccessedAt !== undefined && { LastAccessedDate: seconds(lastAccessedAt - (lastAccessedAt % DAY)) }),
    ...(secret.tags.size > 0 && { Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })) }),
  };
}

function stagesOf(secret: Secret): Json {
  const labelled = [...secret.versions.values()].filter((version) => version.stages.size > 0);
  return Object.fromEntries(labelled.map((version) => [version.id, [...version.stages]]));
}

function sortKey(secret: Secret, order: string): string | number {
  if (order === 'name') return secret.name;
  if (order === 'last-changed-date') return secret.changedAt;
  return order === 'last-accessed-date' ? (secret.lastAccessedAt ?? 0) : secret.createdAt;
}

function compare(left: string | number, right: string | number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
