import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const TTL_MS = 300_000;
const client = new SecretsManagerClient();
const cache = new Map<string, { value: Record<string, string>; expiresAt: number }>();

async function getSecret(name: string): Promise<Record<string, string>> {
  const cached = cache.get(name);
  if (cached !== undefined && Date.now() < cached.expiresAt) return cached.value;
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  const value = JSON.parse(SecretString);
  cache.set(name, { value, expiresAt: Date.now() + TTL_MS });
  return value;
}

export const handler = async () => (await getSecret('bench/live/stripe')).webhookSecret;
