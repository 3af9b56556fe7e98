import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { renew } from './renew.js';

const SECRET_NAME = 'upwork-oauth-tokens';
const client = new SecretsManagerClient({});

export const handler = async () => {
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId: SECRET_NAME }));
  const tokens = await renew(JSON.parse(SecretString));
  await client.send(new PutSecretValueCommand({ SecretId: SECRET_NAME, SecretString: JSON.stringify(tokens) }));
  return { refreshed: true };
};
