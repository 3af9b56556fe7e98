import type { Json } from '../api/operation.js';
import type { Secret } from './secret.js';
import { accessDay } from './secret-details.js';
import type { SecretStore } from './secret-store.js';

/**
 * What AWS shows of a secret's replicas. Of the regions that the request has just named it says no more than InProgress: AWS
 * replicates after it has answered, and the local AWS at once.
 */
export function replicationStatus(
  store: SecretStore,
  primary: Secret,
  named: ReadonlySet<string> = new Set(),
): readonly Json[] {
  return [...primary.replications].map(([region, { kmsKeyId: asked, failure }]) => {
    const replica = failure === undefined ? store.storeIn(region).find(primary.name) : undefined;
    const key = { Region: region, KmsKeyId: replica?.kmsKeyId ?? asked ?? 'alias/aws/secretsmanager' };
    if (named.has(region)) return { ...key, Status: 'InProgress' };
    const outcome = failure === undefined ? 'InSync' : 'Failed';
    const StatusMessage = failure ?? 'Replication succeeded';
    return { ...key, Status: outcome, StatusMessage, ...accessDay(replica?.lastAccessedAt) };
  });
}
