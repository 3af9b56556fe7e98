import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const SECRET_NAME = 'shop/prod/momento-token';

/** As the document reads it: a client and a call each time, and the message of an error on the console. */
export async function readToken(): Promise<string> {
  try {
    const response = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: SECRET_NAME }));
    return response.SecretString ?? '';
  } catch (error) {
    console.error(`${SECRET_NAME}:`, error instanceof Error ? error.message : error);
    throw error;
  }
}
