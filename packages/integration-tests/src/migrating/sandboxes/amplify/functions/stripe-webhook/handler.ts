import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({});

export const handler = async () => {
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_NAME }));
  const { apiKey } = JSON.parse(SecretString);
  return { mode: String(apiKey).startsWith('rk_live_') ? 'live' : 'test' };
};
