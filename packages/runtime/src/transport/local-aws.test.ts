import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll } from 'vitest';
import { sdkTransport } from '../sdk/index.js';
import { httpsTransport } from './https-transport.js';
import type { Transport } from './transport.js';
import { transportContract } from './transport-contract.test.support.js';

const region = 'eu-west-1';

/** Against the local AWS, which verifies every signature. */
function contractOver(name: string, transportTo: (env: Record<string, string>) => Transport): void {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ region });
  });
  afterAll(() => aws.close());
  transportContract(name, () => ({
    transport: transportTo(aws.env()),
    putSecret: (secret, value) => void aws.secrets.put(secret, value),
    putParameter: (parameter, value) => void aws.parameters.put(parameter, value),
  }));
}

contractOver('The built-in transport, to the local AWS,', (env) =>
  httpsTransport({ env, region: undefined, now: Date.now, random: () => 0 }),
);

contractOver("The AWS SDK's transport, to the local AWS,", (env) => {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_SESSION_TOKEN } = env;
  const sessionToken = AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN };
  const config = {
    region,
    endpoint: env.AWS_ENDPOINT_URL ?? '',
    credentials: { accessKeyId, secretAccessKey, ...sessionToken },
  };
  return sdkTransport({ secretsManager: new SecretsManagerClient(config), ssm: new SSMClient(config) });
});
