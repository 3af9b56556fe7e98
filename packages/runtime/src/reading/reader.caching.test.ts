import { describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { exampleClient, prod, sandbox, secrets, stripe, turn } from '../client/example.test.support.js';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { awsError } from '../transport/memory-aws.test.support.js';

describe('the time to live of a value', () => {
  it.each([
    { name: '300 seconds by default', config: {}, seconds: 300 },
    { name: 'as configured', config: { ttl: 10 }, seconds: 10 },
    { name: 'up to a tenth less, by chance', config: { ttl: 100, random: () => 0.5 }, seconds: 95 },
  ])('is $name', async ({ config, seconds }) => {
    const { aws, client, passes } = exampleClient(config);
    await client.getSecret(secrets.stripe);
    passes(seconds - 0.001);
    await client.getSecret(secrets.stripe);
    await turn();
    expect(aws.calls).toHaveLength(1);
    passes(0.001);
    await client.getSecret(secrets.stripe);
    await turn();
    expect(aws.calls).toHaveLength(2);
  });

  it('is that of the read, longer or shorter, for that read alone', async () => {
    const { aws, client, passes } = exampleClient();
    await client.getSecret(secrets.stripe);
    passes(61);
    await client.getSecret(secrets.stripe, { ttl: 61.1 });
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(1);
    await client.getSecret(secrets.stripe, { ttl: 10 });
    expect(aws.calls).toHaveLength(2);
    passes(1000);
    await client.getSecret(secrets.stripe, { ttl: 1001 });
    await turn();
    expect(aws.calls).toHaveLength(2);
    await client.getSecret(secrets.stripe, { ttl: 0 });
    expect(aws.calls).toHaveLength(3);
  });

  it('is 5 seconds in sandboxes, so that `secret set` takes effect at once', async () => {
    const { aws, client, passes } = exampleClient({ descriptor: sandbox });
    aws.parameter('/amplify/shared/d123/slackSigningSecret', 'one');
    await client.getSecret(secrets.slackSigningSecret);
    aws.parameter('/amplify/shared/d123/slackSigningSecret', 'two');
    passes(4.9);
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('one');
    passes(0.6);
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('two');
  });

  it('disables the cache when it is 0', async () => {
    const { aws, client } = exampleClient({ ttl: 0 });
    await client.getSecret(secrets.stripe);
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(2);
  });

  it('does not matter to a read with `fresh`', async () => {
    const { aws, client } = exampleClient();
    await client.getSecret(secrets.slackSigningSecret);
    aws.secret('myapp/prod/slack-signing-secret', 'new');
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('slack');
    expect(await client.getSecret(secrets.slackSigningSecret, { fresh: true })).toBe('new');
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('new');
  });

  it('does not share values between clients', async () => {
    const one = exampleClient();
    const two = exampleClient();
    await one.client.getSecret(secrets.stripe);
    await two.client.getSecret(secrets.stripe);
    expect(two.aws.calls).toHaveLength(1);
  });
});

describe('decoding', () => {
  it('happens once per version, so that the same object is served until a change', async () => {
    const { aws, client, passes } = exampleClient();
    const one = await client.getSecret(secrets.stripe);
    passes(331);
    expect(await client.getSecret(secrets.stripe)).toBe(one);
    expect(aws.calls).toHaveLength(2);
    aws.secret('myapp/prod/stripe', stripe);
    expect(await client.getSecret(secrets.stripe, { fresh: true })).not.toBe(one);
  });

  it('validates once per version and definition, also by an async schema', async () => {
    let validated = 0;
    const schema = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: async (value: unknown) => {
          validated++;
          return { value: { seen: value } };
        },
      },
    } as const;
    const set = defineSecrets({
      app: 'myapp',
      environments: { prod: 'main' },
      secrets: { stripe: jsonSecret(schema) },
    });
    const { aws, client } = exampleClient();
    const values = await Promise.all([client.getSecret(set.stripe), client.getSecret(set.stripe)]);
    expect(values).toEqual([{ seen: stripe }, { seen: stripe }]);
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    expect([validated, aws.calls.length]).toEqual([1, 1]);
  });
});

describe('a value that is gone from its store', () => {
  it('is not served once the store has said so', async () => {
    const { aws, client } = exampleClient();
    await client.getSecret(secrets.stripe);
    aws.deny.add('myapp/prod/stripe');
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    const denied = { name: 'SecretAccessDeniedError' };
    await expect(client.getSecret(secrets.stripe, { fresh: true })).rejects.toMatchObject(denied);
    await expect(client.getSecret(secrets.stripe)).rejects.toMatchObject(denied);
  });

  it('is served while the store cannot answer', async () => {
    const { aws, client } = exampleClient();
    await client.getSecret(secrets.stripe);
    aws.fails('myapp/prod/stripe', awsError('InternalServiceError', '', 500));
    await expect(client.getSecret(secrets.stripe, { fresh: true })).rejects.toMatchObject({
      name: 'StoreUnreachableError',
    });
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
  });
});

describe('a value that cannot be decoded', () => {
  it('is read again after 5 seconds, or at once with `fresh`', async () => {
    const { aws, client, passes } = exampleClient();
    const wrong = { name: 'SecretNotJsonError' };
    aws.secret('myapp/prod/stripe', 'no JSON');
    await expect(client.getSecret(secrets.stripe)).rejects.toMatchObject(wrong);
    await expect(client.getSecret(secrets.stripe)).rejects.toMatchObject(wrong);
    expect(aws.calls).toHaveLength(1);
    aws.secret('myapp/prod/stripe', stripe);
    passes(4.9);
    await expect(client.getSecret(secrets.stripe)).rejects.toMatchObject(wrong);
    passes(0.6);
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    aws.secret('myapp/prod/stripe', 'no JSON');
    await expect(client.getSecret(secrets.stripe, { fresh: true })).rejects.toMatchObject(wrong);
    aws.secret('myapp/prod/stripe', stripe);
    expect(await client.getSecret(secrets.stripe, { fresh: true })).toEqual(stripe);
  });

  it('can still be decoded by another definition', async () => {
    const { aws, client } = exampleClient();
    aws.secret('myapp/prod/stripe', 'no JSON');
    await expect(client.getSecret(secrets.stripe)).rejects.toMatchObject({ name: 'SecretNotJsonError' });
    expect(await client.getSecret('myapp/prod/stripe')).toBe('no JSON');
    expect(aws.calls).toHaveLength(1);
  });
});

describe('a value past its time to live', () => {
  it('is served for a tenth of that time more while one call renews it', async () => {
    const { aws, client, passes } = exampleClient();
    await client.getSecret(secrets.slackSigningSecret);
    aws.secret('myapp/prod/slack-signing-secret', 'new');
    passes(329.999);
    const reads = Array.from({ length: 100 }, () => client.getSecret(secrets.slackSigningSecret));
    expect(new Set(await Promise.all(reads))).toEqual(new Set(['slack']));
    await turn();
    expect(aws.calls).toHaveLength(2);
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('new');
    expect(aws.calls).toHaveLength(2);
  });

  it('is awaited after that, in one call for all', async () => {
    const { aws, client, passes } = exampleClient();
    await client.getSecret(secrets.slackSigningSecret);
    aws.secret('myapp/prod/slack-signing-secret', 'new');
    passes(330);
    const reads = Array.from({ length: 100 }, () => client.getSecret(secrets.slackSigningSecret));
    expect(new Set(await Promise.all(reads))).toEqual(new Set(['new']));
    expect(aws.calls).toHaveLength(2);
  });

  it('is read again when the clock was set back, so that its age is unknown', async () => {
    const { aws, client, passes } = exampleClient();
    await client.getSecret(secrets.stripe);
    passes(-1);
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(2);
    passes(299);
    await client.getSecret(secrets.stripe);
    await turn();
    expect(aws.calls).toHaveLength(2);
    passes(31);
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(3);
  });

  it('is read again when the clock was set back to a time between its read and its caching', async () => {
    const { aws, clock } = exampleClient();
    const client = createSecretsClient({
      descriptor: prod,
      now: () => clock.now,
      random: () => 0,
      transport: {
        ...aws.transport,
        call: (...call) => {
          clock.now += 200_000;
          return aws.transport.call(...call);
        },
      },
    });
    await client.getSecret(secrets.stripe);
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(1);
    clock.now -= 100_000;
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(2);
  });

  it('is as old as the beginning of its read, however late it arrived', async () => {
    const { aws, clock } = exampleClient();
    let frozen = 0;
    const client = createSecretsClient({
      descriptor: prod,
      now: () => clock.now,
      random: () => 0,
      transport: {
        ...aws.transport,
        call: (...call) => {
          clock.now += frozen;
          return aws.transport.call(...call);
        },
      },
    });
    frozen = 3_000_000;
    await client.getSecret(secrets.stripe);
    frozen = 0;
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(2);
  });
});

describe('the limit of the cache', () => {
  it('evicts beyond 2,000 secrets, but not what is read all the time', async () => {
    const { aws, client } = exampleClient();
    const names = Array.from({ length: 2_500 }, (_, index) => `many/${index}`);
    for (const name of names) aws.secret(name, name);
    for (let start = 0; start < names.length; start += 20) {
      expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
      await client.getSecrets(names.slice(start, start + 20));
    }
    const before = aws.calls.length;
    expect(before).toBe(1 + names.length / 20);
    await client.getSecret(secrets.stripe);
    await client.getSecrets(names.slice(-20));
    expect(aws.calls).toHaveLength(before);
    expect(await client.getSecret('many/0')).toBe('many/0');
    expect(aws.calls).toHaveLength(before + 1);
  });
});

describe('prefetchSecrets', () => {
  it('starts reads in one call, which getSecret joins', async () => {
    const { aws, client } = exampleClient();
    client.prefetchSecrets(secrets.stripe, secrets.slackSigningSecret);
    expect([await client.getSecret(secrets.stripe), await client.getSecret(secrets.slackSigningSecret)]).toEqual([
      stripe,
      'slack',
    ]);
    expect(aws.asked()).toEqual(['BatchGetSecretValue']);
  });

  it('never throws or rejects: getSecret does', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const { client } = exampleClient();
    client.prefetchSecrets('missing', 'with space', undefined as never, secrets.stripe);
    createSecretsClient({ region: 'eu-west-1' }).prefetchSecrets(secrets.stripe);
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    await expect(client.getSecret('missing')).rejects.toMatchObject({ name: 'SecretNotFoundError' });
    // Unhandled rejections are reported once the promise jobs are done.
    await turn();
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});
