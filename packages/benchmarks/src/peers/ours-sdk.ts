import { createSecretsClient } from '@amplify-secrets/runtime';
import { sdkTransport } from '@amplify-secrets/runtime/sdk';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { at, type OpenReader } from './reader.js';

/** Over the AWS SDK's client with its defaults, loaded beforehand: that may take longer than a read. */
export const open: OpenReader = ({ names, ttlSeconds }) => {
  const { getSecret } = createSecretsClient({
    ttl: ttlSeconds,
    transport: sdkTransport({ secretsManager: new SecretsManagerClient() }),
  });
  return (index) => getSecret(at(names, index));
};
