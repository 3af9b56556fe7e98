import { parseArn } from '../../arn/arn.js';
import type { KeyId } from '../../iam/model.js';
import type { SecretRotation } from './rotation/secret-rotation.js';

export type SecretValue = { readonly string: string } | { readonly binary: Buffer };

export interface SecretVersion {
  readonly id: string;
  /** Absent where a rotation has begun and its function has put no value yet. */
  value?: SecretValue;
  readonly createdAt: number;
  readonly stages: Set<string>;
  /** The key that it is encrypted with; absent: AWS's own. */
  kmsKeyId?: string;
  lastAccessedAt?: number;
}

/** What a secret knows of its replica in one region. */
export interface Replication {
  /** The key that was asked for; absent: AWS's own. */
  readonly kmsKeyId?: string;
  /** Why there is no replica. */
  readonly failure?: string;
}

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  /** Whether it ever had a tag: AWS then shows an empty list of tags. */
  wasTagged?: boolean;
  /** Set where its template has tags that do not resolve. */
  tagsUnknown?: boolean;
  /** By version id, in the order of creation. */
  readonly versions: Map<string, SecretVersion>;
  description?: string;
  kmsKeyId?: KeyId;
  changedAt: number;
  lastAccessedAt?: number;
  /** When the recovery window ends; present while the secret is marked for deletion. */
  removeAt?: number;
  /** By region; empty for a replica. */
  readonly replications: Map<string, Replication>;
  /** Absent where it was never set. */
  rotation?: SecretRotation;
  /** Of a replica: the region of the secret that it copies. */
  primaryRegion?: string;
}

/** Undefined for a secret that is only in one region: AWS then shows none. */
export function primaryRegionOf({ arn, primaryRegion, replications }: Secret): string | undefined {
  return primaryRegion ?? (replications.size > 0 ? parseArn(arn)?.region : undefined);
}

/** Makes a replica equal to its primary secret; its key, and when it was read, stay its own. */
export function followPrimary(replica: Secret, primary: Secret): void {
  const { description, tags, wasTagged, tagsUnknown, changedAt } = primary;
  delete replica.description;
  delete replica.tagsUnknown;
  Object.assign(replica, { changedAt }, description !== undefined && { description }, tagsUnknown && { tagsUnknown });
  replica.wasTagged = wasTagged ?? false;
  replica.tags.clear();
  for (const [key, value] of tags) replica.tags.set(key, value);
  const held = new Map(replica.versions);
  replica.versions.clear();
  for (const { id, value, createdAt, stages } of primary.versions.values()) {
    const lastAccessedAt = held.get(id)?.lastAccessedAt;
    replica.versions.set(id, {
      id,
      ...(value && { value }),
      createdAt,
      stages: new Set(stages),
      ...(typeof replica.kmsKeyId === 'string' && { kmsKeyId: replica.kmsKeyId }),
      ...(lastAccessedAt !== undefined && { lastAccessedAt }),
    });
  }
}

/** AWS shows labels in alphabetical order. */
export function shownStages(version: SecretVersion): readonly string[] {
  return [...version.stages].sort();
}

export function versionWithStage(secret: Secret, stage: string): SecretVersion | undefined {
  return [...secret.versions.values()].find((version) => version.stages.has(stage));
}

/**
 * Attaches a label to a version and removes it from the one that had it. AWSPREVIOUS follows AWSCURRENT:
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
export function moveStage(secret: Secret, stage: string, to: SecretVersion): void {
  const from = versionWithStage(secret, stage);
  if (from === to) return;
  from?.stages.delete(stage);
  to.stages.add(stage);
  if (stage === 'AWSCURRENT' && from) moveStage(secret, 'AWSPREVIOUS', from);
}

export function sameValue(left: SecretValue | undefined, right: SecretValue): boolean {
  if (left === undefined) return false;
  if ('string' in left) return 'string' in right && left.string === right.string;
  return 'binary' in right && left.binary.equals(right.binary);
}

const DAY = 86_400_000;

/** AWS keeps 100 versions, and beyond them those with a label and those of the last 24 hours. */
export function dropOldVersions(secret: Secret, now: number): void {
  let surplus = secret.versions.size - 100;
  for (const version of secret.versions.values()) {
    if (surplus <= 0) return;
    if (version.stages.size > 0 || now - version.createdAt < DAY) continue;
    secret.versions.delete(version.id);
    surplus -= 1;
  }
}
