import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** As the document reads it: a client of the AWS SDK and a call each time, and JSON without a look at it. */
export async function readKey(): Promise<string> {
  const { SecretString } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: 'chat/prod/openai' }),
  );
  return JSON.parse(SecretString ?? '').OPENAI_API_KEY;
}
