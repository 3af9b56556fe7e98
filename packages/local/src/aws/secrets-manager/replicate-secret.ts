import { parseArn, secretArn } from '../../arn/arn.js';
import { partitionOf } from '../../arn/partition.js';
import type { ConditionKeys } from '../../authorization/condition-keys.js';
import { AwsError } from '../../aws-error.js';
import { type OperationCall, operation } from '../api/operation.js';
import { flag, list, required, string, structure } from '../api/shape.js';
import { kmsKeyId, secretId } from './members.js';
import { replicationStatus } from './replication-status.js';
import type { Secret } from './secret.js';
import { accessLiveSecret, accessPrimarySecret, checkSecretKey } from './secret-access.js';
import { invalidParameter } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';

const region = string({ min: 1, max: 128, pattern: /^([a-z]+-)+\d+$/ });
export const replicaRegions = list(structure({ Region: region, KmsKeyId: kmsKeyId }), { min: 1 });

export interface WantedReplicas {
  readonly AddReplicaRegions?:
    | readonly { readonly Region: string | undefined; readonly KmsKeyId: string | undefined }[]
    | undefined;
  readonly ForceOverwriteReplicaSecret?: boolean | undefined;
}

export function replicationKeys({
  AddReplicaRegions,
  ForceOverwriteReplicaSecret: force,
}: WantedReplicas): ConditionKeys {
  return {
    ...(AddReplicaRegions && { 'secretsmanager:addreplicaregions': namedRegions(AddReplicaRegions) }),
    ...(force !== undefined && { 'secretsmanager:forceoverwritereplicasecret': String(force) }),
  };
}

/** Refuses a region that cannot have a replica of a secret of this store. Every other region exists here. */
export function checkReplicaRegions(store: SecretStore, { AddReplicaRegions = [] }: WantedReplicas): void {
  for (const { Region } of AddReplicaRegions) {
    const reachable = Region !== undefined && partitionOf(Region).name === partitionOf(store.region).name;
    if (!reachable || Region === store.region) throw invalidParameter('Invalid replica region.');
  }
}

/**
 * Makes the replicas at once, which AWS does after its answer. What stands against one is not refused, but shown by
 * DescribeSecret. A region that has a replica keeps it.
 */
export function replicate(store: SecretStore, secret: Secret, wanted: WantedReplicas, call: OperationCall): void {
  for (const { Region, KmsKeyId } of wanted.AddReplicaRegions ?? []) {
    const known = Region === undefined ? undefined : secret.replications.get(Region);
    if (Region === undefined || (known && known.failure === undefined)) continue;
    const target = store.storeIn(Region);
    const [, suffixed = secret.name] = parseArn(secret.arn)?.resource.split(/^secret:/) ?? [];
    const replica = target.draft(secret.name, { arn: secretArn(target, suffixed), at: call.at });
    replica.primaryRegion = store.region;
    if (KmsKeyId) replica.kmsKeyId = KmsKeyId;
    const existing = target.find(secret.name);
    const failure =
      (existing && nameFailure(existing, Region, wanted.ForceOverwriteReplicaSecret)) ??
      keyFailure(secret, replica, call);
    secret.replications.set(Region, { ...(KmsKeyId && { kmsKeyId: KmsKeyId }), ...(failure && { failure }) });
    if (failure !== undefined) continue;
    if (existing) target.remove(existing);
    target.add(replica);
  }
}

function nameFailure({ name, primaryRegion, replications }: Secret, at: string, force = false): string | undefined {
  if (primaryRegion !== undefined || (force && replications.size > 0)) {
    return `Replication failed: Secret name ${name} is currently replicated to ${at} with a different arn.`;
  }
  return force ? undefined : `Replication failed: Secret name ${name} already exists in region ${at}.`;
}

/** AWS decrypts with the key of the primary secret, and encrypts with the replica's. */
function keyFailure(secret: Secret, replica: Secret, call: OperationCall): string | undefined {
  try {
    for (const { id, stages } of secret.versions.values()) {
      if (stages.size === 0) continue;
      checkSecretKey('read', secret, id, call);
      checkSecretKey('replicate', replica, id, call);
    }
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return `Replication failed: ${error.message}`;
    throw error;
  }
}

export function namedRegions(wanted: WantedReplicas['AddReplicaRegions'] = []): readonly string[] {
  return wanted.flatMap(({ Region }) => Region ?? []);
}

export const replicateSecretToRegions = operation(
  structure({
    SecretId: secretId,
    AddReplicaRegions: required(replicaRegions),
    ForceOverwriteReplicaSecret: flag,
  }),
  (store: SecretStore, { SecretId, ...wanted }, call) => {
    const secret = accessPrimarySecret(store, SecretId, 'ReplicateSecretToRegions', call, replicationKeys(wanted));
    checkReplicaRegions(store, wanted);
    const begun = new Set(namedRegions(wanted.AddReplicaRegions).filter((name) => isMissing(secret, name)));
    replicate(store, secret, wanted, call);
    return { ARN: secret.arn, ReplicationStatus: replicationStatus(store, secret, begun) };
  },
);

function isMissing({ replications }: Secret, name: string): boolean {
  const known = replications.get(name);
  return known === undefined || known.failure !== undefined;
}

/** A replica is removed at once, without a recovery window; a region without one is passed over. */
export const removeRegionsFromReplication = operation(
  structure({ SecretId: secretId, RemoveReplicaRegions: required(list(region, { min: 1 })) }),
  (store: SecretStore, { SecretId, RemoveReplicaRegions }, call) => {
    const secret = accessPrimarySecret(store, SecretId, 'RemoveRegionsFromReplication', call);
    for (const name of RemoveReplicaRegions) {
      const replication = secret.replications.get(name);
      const replicas = store.storeIn(name);
      const replica = replication && replication.failure === undefined ? replicas.find(secret.name) : undefined;
      if (replica) replicas.remove(replica);
      secret.replications.delete(name);
    }
    return { ARN: secret.arn, ReplicationStatus: replicationStatus(store, secret) };
  },
);

/** Called in the replica's region: it keeps what it has, its resource policy too, and follows no more. */
export const stopReplicationToReplica = operation(
  structure({ SecretId: secretId }),
  (store: SecretStore, { SecretId }, call) => {
    const secret = accessLiveSecret(store, SecretId, 'StopReplicationToReplica', call);
    if (secret.primaryRegion === undefined) {
      throw invalidParameter(
        "Operation only permitted on a replica secret. Call must be made in the replica's region.",
      );
    }
    const policy = store.policyOf(secret);
    store.primaryOf(secret).replications.delete(store.region);
    delete secret.primaryRegion;
    store.setPolicy(secret.arn, policy);
    return { ARN: secret.arn };
  },
);
