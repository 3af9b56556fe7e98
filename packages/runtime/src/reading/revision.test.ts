import { describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { exampleClient, preview, prod, secrets } from '../client/example.test.support.js';
import type { Transport } from '../transport/transport.js';

/** Secrets Manager with versions, and Parameter Store with them. */
function versioned() {
  const asked: unknown[] = [];
  const transport: Transport = {
    region: () => 'eu-west-1',
    call: async (operation, input) => {
      asked.push(input);
      if (operation === 'PutSecretValue') return {};
      if (operation === 'GetParameters' && 'Names' in input) {
        const [own = ''] = input.Names;
        return {
          Parameters: [{ Name: own.replace(/:.*/, ''), Value: own, Version: Number(/:(.*)/.exec(own)?.[1] ?? 1) }],
        };
      }
      const VersionId = 'VersionId' in input ? input.VersionId : JSON.stringify(input);
      return { SecretString: JSON.stringify(input), VersionId };
    },
  };
  return { asked, transport };
}

describe('a stage or a version of a secret', () => {
  it('is cached separately from the current one', async () => {
    const { asked, transport } = versioned();
    const client = createSecretsClient({ descriptor: prod, transport });
    const values = async () => [
      await client.getSecret('a'),
      await client.getSecret('a', { stage: 'AWSPREVIOUS' }),
      await client.getSecret('a', { version: 'AWSPREVIOUS' }),
    ];
    const inputs = [
      { SecretId: 'a' },
      { SecretId: 'a', VersionStage: 'AWSPREVIOUS' },
      { SecretId: 'a', VersionId: 'AWSPREVIOUS' },
    ];
    expect(await values()).toEqual(inputs.map((input) => JSON.stringify(input)));
    await values();
    expect(asked).toEqual(inputs);
  });

  it.each([
    ['invalidateSecret', (client: ReturnType<typeof createSecretsClient>) => client.invalidateSecret('a')],
    ['putSecret', (client: ReturnType<typeof createSecretsClient>) => client.putSecret('a', 'x')],
  ])('is forgotten with its secret by %s, but not one with a longer name', async (_, forget) => {
    const { asked, transport } = versioned();
    const client = createSecretsClient({ descriptor: prod, transport });
    const read = async () => {
      await client.getSecret('a', { stage: 'AWSPREVIOUS' });
      await client.getSecret('ab');
    };
    await read();
    await forget(client);
    asked.length = 0;
    await read();
    expect(asked).toEqual([{ SecretId: 'a', VersionStage: 'AWSPREVIOUS' }]);
  });

  it('is a number in Parameter Store', async () => {
    const { transport } = versioned();
    const client = createSecretsClient({ descriptor: preview, transport });
    expect(await client.getSecret(secrets.slackSigningSecret, { version: '3' })).toBe(
      '/amplify/d123/main-branch-abc/slackSigningSecret:3',
    );
  });

  it.each([
    [prod, { stage: 'AWSPREVIOUS', version: '1' }, /"stage"/],
    [preview, { stage: 'AWSPREVIOUS' }, /"stage"/],
    [preview, { version: 'label' }, /"version"/],
    [prod, { ttl: -1 }, /"ttl"/],
    [prod, { ttl: Number.NaN }, /"ttl"/],
  ])('is refused where there is none: %j %j', async (descriptor, options, message) => {
    const { aws, client } = exampleClient({ descriptor });
    await expect(client.getSecret(secrets.stripe, options)).rejects.toMatchObject({
      name: 'ClientOptionInvalidError',
      message: expect.stringMatching(message),
      resolution: expect.any(String),
    });
    expect(aws.calls).toEqual([]);
  });
});
