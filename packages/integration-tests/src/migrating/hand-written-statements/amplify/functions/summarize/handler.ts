import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({});

async function read(name: string): Promise<string> {
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  return SecretString;
}

export const handler = async () => {
  const apiKey = await read('acme/openai-api-key');
  const { password } = JSON.parse(await read('migration-db-credentials-v2'));
  return { apiKey: apiKey.length, password: String(password).length };
};
