import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretForm } from './reader.js';

/** What an application writes itself over the SDK's client, with or without a cache. */
export async function fetchValue(client: SecretsManagerClient, name: string, form: SecretForm) {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  if (SecretString === undefined) throw new Error('The secret has no SecretString.');
  return form === 'json' ? JSON.parse(SecretString) : SecretString;
}
