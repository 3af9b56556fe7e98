import type { LocalAws, Role } from '@amplify-secrets/local';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientConfig } from './client-config.js';

/** Whether a role may read a secret that exists: it is tried. */
export async function canRead(aws: LocalAws, role: Role, SecretId: string): Promise<boolean> {
  const client = new SecretsManagerClient(clientConfig(aws, role));
  try {
    await client.send(new GetSecretValueCommand({ SecretId }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDeniedException') return false;
    throw error;
  } finally {
    client.destroy();
  }
}
