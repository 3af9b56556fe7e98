import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { LRUCache } from 'lru-cache';

const client = new SecretsManagerClient();
const cache = new LRUCache<string, Record<string, string>>({
  max: 100,
  ttl: 300_000,
  fetchMethod: async (name) => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    return JSON.parse(SecretString);
  },
});

export const handler = async () => (await cache.fetch('bench/live/stripe'))?.webhookSecret;
