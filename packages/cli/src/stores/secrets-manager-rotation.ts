import { randomUUID } from 'node:crypto';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsError } from '../aws/aws-error.js';

/** Rotations of AWS Secrets Manager. Each function rejects with a SecretsError. */
export interface SecretsManagerRotation {
  /** Begins a rotation, and returns the version that it makes. */
  readonly begin: (id: string) => Promise<string>;
  /** Takes AWSPENDING from a version. */
  readonly release: (id: string, version: string) => Promise<void>;
}

export function secretsManagerRotation(
  open: () => Promise<SecretsManagerClient>,
  profile?: string,
): SecretsManagerRotation {
  async function attempt<T>(id: string, permission: string, done: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw awsError(error, { subject: `Secret "${id}"`, done, permission, profile });
    }
  }
  return {
    begin: (id) =>
      attempt(id, 'secretsmanager:RotateSecret, or lambda:InvokeFunction on its function,', 'rotated', async () => {
        const { RotateSecretCommand } = await import('@aws-sdk/client-secrets-manager');
        const client = await open();
        const token = randomUUID();
        const input = { SecretId: id, ClientRequestToken: token };
        return (await client.send(new RotateSecretCommand(input))).VersionId ?? token;
      }),
    release: (id, version) =>
      attempt(id, 'secretsmanager:UpdateSecretVersionStage', 'changed', async () => {
        const { UpdateSecretVersionStageCommand } = await import('@aws-sdk/client-secrets-manager');
        const client = await open();
        const input = { SecretId: id, VersionStage: 'AWSPENDING', RemoveFromVersionId: version };
        await client.send(new UpdateSecretVersionStageCommand(input));
      }),
  };
}
