import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { httpsTransport } from '../transport/https-transport.js';

let aws: LocalAws;
let credentials: { accessKeyId: string; secretAccessKey: string };

beforeAll(async () => {
  aws = await startLocalAws();
  const env = aws.env();
  credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
  const sdk = new SecretsManagerClient({ region: aws.region, endpoint: aws.url, credentials });
  await sdk.send(new CreateSecretCommand({ Name: 'app/prod/created-only' }));
  sdk.destroy();
  aws.secrets.put('app/prod/full', 'full');
});
afterAll(() => aws.close());

const client = () =>
  createSecretsClient({
    transport: httpsTransport({
      region: aws.region,
      credentials,
      env: { AWS_ENDPOINT_URL: aws.url },
      now: Date.now,
      random: () => 0,
    }),
  });

describe('a secret that was created and never given a value', () => {
  const empty = {
    name: 'SecretEmptyError',
    message: 'Secret "app/prod/created-only" has no value yet.',
    resolution: expect.stringContaining('put-secret-value --secret-id app/prod/created-only'),
  };

  it('is empty, not missing, so that the resolution is to set it', async () => {
    await expect(client().getSecret('app/prod/created-only')).rejects.toMatchObject(empty);
  });

  it('is empty in a batch too', async () => {
    await expect(client().getSecrets(['app/prod/created-only', 'app/prod/full'])).rejects.toMatchObject(empty);
  });

  it('has no version with another stage', async () => {
    const read = client().getSecret('app/prod/full', { stage: 'AWSPREVIOUS' });
    await expect(read).rejects.toMatchObject({
      name: 'SecretNotFoundError',
      message: 'Secret "app/prod/full" has no such version or stage.',
    });
  });
});
