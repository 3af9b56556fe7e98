import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll } from 'vitest';
import { sdkTransport } from '../sdk/index.js';
import { serveAws } from './aws-server.test.support.js';
import { httpsTransport } from './https-transport.js';
import type { Transport } from './transport.js';
import { transportContract } from './transport-contract.test.support.js';

const region = 'eu-west-1';
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };

function contractOver(name: string, transportTo: (endpoint: string) => Transport): void {
  let served: Awaited<ReturnType<typeof serveAws>>;
  beforeAll(async () => {
    served = await serveAws();
  });
  afterAll(() => served.close());
  transportContract(name, () => ({
    transport: transportTo(served.url),
    putSecret: (secret, value) => served.aws.secret(secret, value),
    putParameter: (parameter, value) => served.aws.parameter(parameter, value),
  }));
}

contractOver('The built-in transport', (endpoint) =>
  httpsTransport({ region, credentials, env: { AWS_ENDPOINT_URL: endpoint }, now: Date.now, random: () => 0 }),
);

contractOver("The AWS SDK's transport", (endpoint) =>
  sdkTransport({
    secretsManager: new SecretsManagerClient({ region, endpoint, credentials }),
    ssm: new SSMClient({ region, endpoint, credentials }),
  }),
);
