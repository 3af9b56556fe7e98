import type { DescribeSecretResponse, SecretListEntry } from '@aws-sdk/client-secrets-manager';
import type { SecretMetadata } from './secrets-store.js';

/** From DescribeSecret or ListSecrets. */
export function metadataOf(name: string, found: DescribeSecretResponse | SecretListEntry): SecretMetadata {
  const stages =
    ('VersionIdsToStages' in found ? found.VersionIdsToStages : undefined) ??
    ('SecretVersionsToStages' in found ? found.SecretVersionsToStages : undefined) ??
    {};
  const version = versionWith(stages, 'AWSCURRENT');
  return {
    name,
    state: found.DeletedDate !== undefined ? 'deleted' : version === undefined ? 'empty' : 'set',
    arn: found.ARN,
    version,
    changedAt: found.LastChangedDate,
    createdAt: found.CreatedDate,
    removedAt: found.DeletedDate,
    lastReadAt: found.LastAccessedDate,
    rotation:
      found.RotationEnabled === undefined && found.RotationLambdaARN === undefined
        ? undefined
        : {
            isEnabled: found.RotationEnabled === true,
            functionArn: found.RotationLambdaARN,
            nextAt: found.NextRotationDate,
            lastAt: found.LastRotatedDate,
          },
    kmsKeyId: found.KmsKeyId,
    replicas:
      'ReplicationStatus' in found
        ? found.ReplicationStatus?.map(({ Region = '', Status = '', StatusMessage }) => ({
            region: Region,
            status: Status,
            message: Status === 'Failed' ? StatusMessage : undefined,
          }))
        : undefined,
    owner: found.OwningService,
    tags: found.Tags && Object.fromEntries(found.Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    stages,
  };
}

export function versionWith(stages: Readonly<Record<string, readonly string[]>>, stage: string): string | undefined {
  return Object.entries(stages).find(([, labels]) => labels.includes(stage))?.[0];
}
