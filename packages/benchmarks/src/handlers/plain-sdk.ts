import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient();

export const handler = async () => {
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: 'bench/live/stripe' }));
  return JSON.parse(SecretString).webhookSecret;
};
