import { describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { exampleClient, preview, prod, secrets, stripe } from '../client/example.test.support.js';
import { TransportFault } from '../transport/fault.js';
import { awsError } from '../transport/memory-aws.test.support.js';
import type { Transport } from '../transport/transport.js';

const THREE = ['plain/name', 'upwork-oauth-tokens', 'myapp/prod/slack-signing-secret'] as const;
const VALUES = ['{"not":"parsed"}', '{"accessToken":"a","expiresAt":1}', 'slack'];

describe('reads that begin in one turn of the event loop', () => {
  it('share a call, also behind an await of a settled promise', async () => {
    const { aws, client } = exampleClient();
    const later = async (name: string, awaits: number) => {
      for (let turn = 0; turn < awaits; turn++) await undefined;
      return client.getSecret(name);
    };
    expect(await Promise.all(THREE.map((name, index) => later(name, index * 10)))).toEqual(VALUES);
    expect(aws.asked()).toEqual(['BatchGetSecretValue']);
  });

  it('are a single read when there is only one', async () => {
    const { aws, client } = exampleClient();
    await Promise.all(Array.from({ length: 100 }, () => client.getSecret(secrets.stripe)));
    expect(aws.asked()).toEqual(['GetSecretValue']);
  });

  it('are single reads for versions and stages', async () => {
    const { aws, client } = exampleClient();
    await Promise.allSettled([
      client.getSecret(secrets.stripe, { stage: 'AWSPREVIOUS' }),
      client.getSecret(secrets.stripe, { version: 'version-1' }),
      client.getSecret(secrets.stripe),
    ]);
    expect(aws.calls.map(({ input }) => input)).toEqual([
      { SecretId: 'myapp/prod/stripe', VersionStage: 'AWSPREVIOUS' },
      { SecretId: 'myapp/prod/stripe', VersionId: 'version-1' },
      { SecretId: 'myapp/prod/stripe' },
    ]);
  });
});

describe('a batch that is denied', () => {
  it('is replaced by parallel single reads, and not tried again for five minutes', async () => {
    const { aws, client, passes } = exampleClient();
    aws.deny.add('BatchGetSecretValue');
    const read = () => client.getSecrets([...THREE], { fresh: true });
    expect(await read()).toEqual(VALUES);
    expect(aws.asked()).toEqual(['BatchGetSecretValue', 'GetSecretValue', 'GetSecretValue', 'GetSecretValue']);
    passes(299);
    await read();
    expect(aws.asked().slice(4)).toEqual(['GetSecretValue', 'GetSecretValue', 'GetSecretValue']);
    passes(1);
    aws.deny.clear();
    await read();
    expect(aws.asked().slice(7)).toEqual(['BatchGetSecretValue']);
  });

  it('is replaced by single reads in Parameter Store, where one denied parameter fails the call for all', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.parameter('/amplify/shared/d123/slackSigningSecret', 'slack');
    aws.deny.add('/amplify/shared/d123/keystore');
    const read = () =>
      Promise.allSettled([
        client.getSecret(secrets.slackSigningSecret, { fresh: true }),
        client.getSecret(secrets.keystore, { fresh: true }),
      ]);
    expect(await read()).toMatchObject([{ value: 'slack' }, { reason: { name: 'SecretAccessDeniedError' } }]);
    expect(aws.calls).toHaveLength(3);
    await read();
    expect(aws.calls).toHaveLength(5);
  });
});

describe('a batch that is throttled', () => {
  /** Whose batches fail so often. */
  function failing(fault: TransportFault) {
    const { aws } = exampleClient();
    const asked: (readonly [operation: string, retry: boolean | undefined])[] = [];
    const transport: Transport = {
      region: () => 'eu-west-1',
      call: async (operation, input, options) => {
        asked.push([operation, options.retry]);
        if (operation === 'BatchGetSecretValue') throw fault;
        return aws.transport.call(operation, input, options);
      },
    };
    return { asked, client: createSecretsClient({ descriptor: prod, transport, now: () => 0, random: () => 0 }) };
  }

  it('is replaced by single reads, which have another quota, and tried again the next time', async () => {
    const { asked, client } = failing(new TransportFault('throttled', '', { code: 'ThrottlingException' }));
    for (let round = 0; round < 2; round++) {
      asked.length = 0;
      expect(await client.getSecrets([...THREE], { fresh: true })).toEqual(VALUES);
      expect(asked).toEqual([
        ['BatchGetSecretValue', false],
        ['GetSecretValue', true],
        ['GetSecretValue', true],
        ['GetSecretValue', true],
      ]);
    }
  });

  it('is retried as a batch when the store is out of reach, where single reads would fail too', async () => {
    const { asked, client } = failing(new TransportFault('unreachable', '', { code: 'ECONNRESET' }));
    await expect(client.getSecrets([...THREE])).rejects.toMatchObject({ name: 'StoreUnreachableError' });
    expect(asked).toEqual([
      ['BatchGetSecretValue', false],
      ['BatchGetSecretValue', true],
    ]);
  });
});

describe('an error of one secret in a batch', () => {
  it.each([
    [awsError('ThrottlingException'), 'StoreThrottledError'],
    [awsError('InternalServiceError', '', 500), 'StoreUnreachableError'],
    [awsError('DecryptionFailure'), 'SecretKeyUnavailableError'],
  ])('fails that secret alone: $type', async (error, name) => {
    const { aws, client } = exampleClient();
    aws.fails('plain/name', error);
    const [failed, read] = await Promise.allSettled([
      client.getSecret('plain/name'),
      client.getSecret(secrets.stripe),
      client.getSecret('upwork-oauth-tokens'),
    ]);
    expect(failed).toMatchObject({ reason: { name } });
    expect(read).toEqual({ status: 'fulfilled', value: stripe });
    expect(aws.asked().filter((operation) => operation === 'BatchGetSecretValue')).toHaveLength(1);
  });
});
