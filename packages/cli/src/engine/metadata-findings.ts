import { printable, shellLine } from '@amplify-secrets/runtime/contract';
import type { KeyState } from '../aws/key-states.js';
import { commandLine } from '../deployment/place-flags.js';
import { versionWith } from '../stores/secrets-manager-metadata.js';
import type { SecretMetadata, SecretVersion } from '../stores/secrets-store.js';
import { expiryFindings } from './expiry-findings.js';
import type { Finding } from './finding.js';
import { keyFindings } from './key-findings.js';
import type { Target } from './target.js';

const DAY_MS = 86_400_000;
const UNREAD_DAYS = 90;
// The four steps of a rotation function, at 15 minutes each.
const ROTATION_MS = 3_600_000;
// Secrets Manager keeps about 100, and all of the last 24 hours: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
const MANY_VERSIONS = 90;

export interface SecretFacts {
  readonly versions: readonly SecretVersion[];
  /** Who is granted to read it, by the last synthesis. */
  readonly readers: readonly string[];
  /** What KMS says of its key; undefined where it was not asked. */
  readonly encryptionKey?: KeyState | undefined;
  readonly now: number;
}

/** What metadata says of a secret. */
export function metadataFindings(
  target: Target,
  found: SecretMetadata,
  { versions, readers, encryptionKey, now }: SecretFacts,
): readonly Finding[] {
  const { reference, place, name } = target;
  const { key } = reference;
  const finding = (what: string, resolution: string): Finding => ({ key, what, resolution });
  const granted = readers.length === 0 ? '' : ` The last synthesis lets ${readers.join(', ')} read it.`;
  const set = `Set it: ${commandLine(place, 'set', key)}`;
  switch (found.state) {
    case 'missing':
      return [finding(`"${name}" does not exist.${granted}`, set)];
    case 'empty':
      return [finding(`"${name}" has no value.${granted}`, set)];
    case 'deleted':
      return [
        finding(`"${name}" is scheduled for deletion.${granted}`, `Restore it: ${commandLine(place, 'restore', key)}`),
      ];
    case 'denied':
      return [finding(`"${name}" could not be looked at.`, 'Ask for secretsmanager:DescribeSecret on it.')];
    case 'set':
      return [
        ...rotationFindings(target, found, versions, now),
        ...useFindings(),
        ...expiryFindings(target, found, now),
        ...keyFindings(target, found, encryptionKey, now),
        ...replicaFindings(target, found),
      ];
  }

  function useFindings(): readonly Finding[] {
    const read = found.lastReadAt ?? found.createdAt;
    const recent = versions.filter(({ createdAt }) => now - Number(createdAt) < DAY_MS).length;
    const days = read === undefined || place.store === 'amplify' ? 0 : Math.floor((now - read.getTime()) / DAY_MS);
    return [
      ...(days > UNREAD_DAYS
        ? [
            finding(
              `nobody has read "${name}" for ${days} days.`,
              `If it is not needed, remove it: ${commandLine(place, 'remove', key)}`,
            ),
          ]
        : []),
      ...(recent >= MANY_VERSIONS
        ? [
            finding(
              `"${name}" has ${recent} versions of the last 24 hours, and AWS refuses writes from about 100 on.`,
              'Write it less often than once in 15 minutes: AWS removes old versions after 24 hours.',
            ),
          ]
        : []),
    ];
  }
}

function replicaFindings({ reference: { key }, name }: Target, { replicas = [] }: SecretMetadata): readonly Finding[] {
  return replicas
    .filter(({ status }) => status === 'Failed')
    .map(({ region, message }) => ({
      key,
      what: `"${name}" has no replica in ${region}: ${printable(message ?? 'its replication failed')}`,
      resolution: shellLine`Solve that, and replicate it again: aws secretsmanager replicate-secret-to-regions --add-replica-regions Region=${region} --secret-id ${name}`,
    }));
}

function rotationFindings(
  { reference: { key }, place, name }: Target,
  found: SecretMetadata,
  versions: readonly SecretVersion[],
  now: number,
): readonly Finding[] {
  const pending = versionWith(found.stages ?? {}, 'AWSPENDING');
  if (pending !== undefined && pending !== found.version) {
    const { createdAt } = versions.find(({ version }) => version === pending) ?? {};
    if (createdAt !== undefined && now - createdAt.getTime() < ROTATION_MS) return [];
    return [
      {
        key,
        what: `AWSPENDING of "${name}" is on version ${pending}, which is not the current one: a rotation has stopped, and keeps others from beginning.`,
        resolution: `Look at it: ${commandLine(place, 'rotate', key)}`,
      },
    ];
  }
  const { isEnabled, nextAt } = found.rotation ?? {};
  if (!isEnabled || nextAt === undefined || nextAt.getTime() > now - DAY_MS) return [];
  return [
    {
      key,
      what: `"${name}" was to be rotated by ${nextAt.toISOString().slice(0, 10)}, and was not.`,
      resolution: `Look at it: ${commandLine(place, 'rotate', key)}`,
    },
  ];
}
