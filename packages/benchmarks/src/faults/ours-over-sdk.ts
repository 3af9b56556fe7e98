import { createSecretsClient } from '@amplify-secrets/runtime';
import { sdkTransport } from '@amplify-secrets/runtime/sdk';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { at, type OpenReader } from '../readers/reader.js';

/** As `openOurs`, over the AWS SDK's client with its defaults, loaded beforehand: that may take longer than a read. */
export const openOursOverSdk: OpenReader = ({ names, ttlSeconds }) => {
  const { getSecret } = createSecretsClient({
    ttl: ttlSeconds,
    transport: sdkTransport({ secretsManager: new SecretsManagerClient() }),
  });
  return (index) => getSecret(at(names, index));
};
