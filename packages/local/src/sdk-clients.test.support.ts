import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';

/** The real SDK clients, all with one set of credentials. */
export interface Clients {
  readonly secrets: SecretsManager;
  /** Secrets Manager in another region. */
  readonly elsewhere: SecretsManager;
  readonly parameters: SSM;
  readonly sts: STS;
}

export const ELSEWHERE = 'eu-west-1';

/** SDK clients from the environment variables that `LocalAws.env` gives; no retries by default, so that one call is one request. */
export function clientsFrom(
  environment: Readonly<Record<string, string>>,
  options: { maxAttempts?: number } = {},
): Clients {
  const { AWS_ENDPOINT_URL = '', AWS_REGION = '', AWS_SESSION_TOKEN: sessionToken } = environment;
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment;
  const config = {
    endpoint: AWS_ENDPOINT_URL,
    region: AWS_REGION,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    maxAttempts: 1,
    ...options,
  };
  const elsewhere = new SecretsManager({ ...config, region: ELSEWHERE });
  return { secrets: new SecretsManager(config), elsewhere, parameters: new SSM(config), sts: new STS(config) };
}
