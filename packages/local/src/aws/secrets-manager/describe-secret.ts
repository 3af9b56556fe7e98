import { type Json, operation, seconds } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { flag, string, structure } from '../api/shape.js';
import { filters, maxResults, nextToken, secretId } from './members.js';
import { replicationStatus } from './replication-status.js';
import { rotationDetails } from './rotation/rotation-details.js';
import { primaryRegionOf, type Secret, shownStages } from './secret.js';
import { accessSecret } from './secret-access.js';
import { accessDay } from './secret-details.js';
import { matchesFilters } from './secret-filters.js';
import type { SecretStore } from './secret-store.js';

export const describeSecret = operation(structure({ SecretId: secretId }), (store: SecretStore, { SecretId }, call) => {
  const secret = accessSecret(store, SecretId, 'DescribeSecret', call);
  const stages = stagesOf(secret);
  const primary = store.primaryOf(secret);
  return {
    ...details(secret),
    ...(stages && { VersionIdsToStages: stages }),
    ...(primary.replications.size > 0 && { ReplicationStatus: replicationStatus(store, primary) }),
  };
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
    // Recorded in 2022: without an order, AWS lists the oldest first.
    const direction = input.SortOrder === 'desc' ? -1 : 1;
    const order = input.SortBy ?? 'created-date';
    const sorted = listed.sort((left, right) => direction * compare(sortKey(left, order), sortKey(right, order)));
    const page = pageOf(sorted, MaxResults ?? 100, NextToken, JSON.stringify(input), 'InvalidNextTokenException');
    return {
      SecretList: page.items.map((secret) => {
        const stages = stagesOf(secret);
        return { ...details(secret), ...(stages && { SecretVersionsToStages: stages }) };
      }),
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  },
);

function details(secret: Secret): Json {
  const { description, kmsKeyId, removeAt, lastAccessedAt } = secret;
  const primaryRegion = primaryRegionOf(secret);
  return {
    ARN: secret.arn,
    Name: secret.name,
    CreatedDate: seconds(secret.createdAt),
    LastChangedDate: seconds(secret.changedAt),
    ...(description && { Description: description }),
    ...(primaryRegion !== undefined && { PrimaryRegion: primaryRegion }),
    ...(typeof kmsKeyId === 'string' && { KmsKeyId: kmsKeyId }),
    ...(removeAt !== undefined && { DeletedDate: seconds(removeAt) }),
    ...rotationDetails(secret.rotation),
    ...accessDay(lastAccessedAt),
    ...((secret.wasTagged || secret.tags.size > 0) && {
      Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}

/** Undefined for a secret without a version. */
function stagesOf(secret: Secret): Json | undefined {
  const labelled = [...secret.versions.values()].filter((version) => version.stages.size > 0);
  if (labelled.length === 0) return undefined;
  return Object.fromEntries(labelled.map((version) => [version.id, shownStages(version)]));
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
