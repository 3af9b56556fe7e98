import { describe, expect, it } from 'vitest';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { awsError } from '../transport/memory-aws.test.support.js';
import { createSecretsClient } from './create-client.js';
import { exampleClient, sandbox, secrets, stripe } from './example.test.support.js';

describe('a value is served from the cache for its time to live', () => {
  it.each([
    { name: '300 seconds by default', config: {}, seconds: 300 },
    { name: 'as configured', config: { ttl: 10 }, seconds: 10 },
    { name: 'up to a tenth less, by chance', config: { ttl: 100, random: () => 0.5 }, seconds: 95 },
  ])('$name', async ({ config, seconds }) => {
    const { aws, client, passes } = exampleClient(config);
    await client.getSecret(secrets.stripe);
    passes(seconds - 0.001);
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(1);
    passes(0.001);
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(2);
  });

  it('5 seconds in sandboxes, so that `secret set` takes effect at once', async () => {
    const { aws, client, passes } = exampleClient({ descriptor: sandbox });
    aws.parameter('/amplify/shared/d123/slackSigningSecret', 'one');
    await client.getSecret(secrets.slackSigningSecret);
    aws.parameter('/amplify/shared/d123/slackSigningSecret', 'two');
    passes(4.9);
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('one');
    passes(0.1);
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('two');
  });

  it('or not at all with ttl 0', async () => {
    const { aws, client } = exampleClient({ ttl: 0 });
    await client.getSecret(secrets.stripe);
    await client.getSecret(secrets.stripe);
    expect(aws.calls).toHaveLength(2);
  });

  it('unless it is asked for fresh', async () => {
    const { aws, client } = exampleClient();
    await client.getSecret(secrets.slackSigningSecret);
    aws.secret('myapp/prod/slack-signing-secret', 'new');
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('slack');
    expect(await client.getSecret(secrets.slackSigningSecret, { fresh: true })).toBe('new');
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('new');
  });

  it('and one client’s is not another’s', async () => {
    const one = exampleClient();
    const two = exampleClient();
    await one.client.getSecret(secrets.stripe);
    await two.client.getSecret(secrets.stripe);
    expect(two.aws.calls).toHaveLength(1);
  });
});

describe('a value is decoded once for each version and definition', () => {
  it('so that the same object is served, and another after a change', async () => {
    const { aws, client, passes } = exampleClient();
    const one = await client.getSecret(secrets.stripe);
    passes(301);
    expect(await client.getSecret(secrets.stripe)).toBe(one);
    expect(aws.calls).toHaveLength(2);
    aws.secret('myapp/prod/stripe', stripe);
    expect(await client.getSecret(secrets.stripe, { fresh: true })).not.toBe(one);
  });

  it('and validated once, also by a schema that takes its time', async () => {
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

describe('a value that was taken away', () => {
  it('is not served from the cache once the store has said so', async () => {
    const { aws, client } = exampleClient();
    await client.getSecret(secrets.stripe);
    aws.deny.add('myapp/prod/stripe');
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    const denied = { name: 'SecretAccessDeniedError' };
    await expect(client.getSecret(secrets.stripe, { fresh: true })).rejects.toMatchObject(denied);
    await expect(client.getSecret(secrets.stripe)).rejects.toMatchObject(denied);
  });

  it('but is when the store only could not answer', async () => {
    const { aws, client } = exampleClient();
    await client.getSecret(secrets.stripe);
    aws.fails('myapp/prod/stripe', awsError('InternalServiceError', '', 500));
    await expect(client.getSecret(secrets.stripe, { fresh: true })).rejects.toMatchObject({
      name: 'StoreUnreachableError',
    });
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
  });
});

describe('a value that cannot be decoded is not kept', () => {
  it('so that its repair is seen at once', async () => {
    const { aws, client } = exampleClient();
    aws.secret('myapp/prod/stripe', 'no JSON');
    await expect(client.getSecret(secrets.stripe)).rejects.toMatchObject({ name: 'SecretNotJsonError' });
    aws.secret('myapp/prod/stripe', stripe);
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
  });
});

describe('prefetching', () => {
  it('starts reads in one call, for getSecret to find', async () => {
    const { aws, client } = exampleClient();
    client.prefetchSecrets(secrets.stripe, secrets.slackSigningSecret);
    expect([await client.getSecret(secrets.stripe), await client.getSecret(secrets.slackSigningSecret)]).toEqual([
      stripe,
      'slack',
    ]);
    expect(aws.asked()).toEqual(['BatchGetSecretValue']);
  });

  it('never throws nor rejects: what is wrong, getSecret says', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const { client } = exampleClient();
    client.prefetchSecrets('missing', 'with space', undefined as never, secrets.stripe);
    createSecretsClient({ region: 'eu-west-1' }).prefetchSecrets(secrets.stripe);
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    await expect(client.getSecret('missing')).rejects.toMatchObject({ name: 'SecretNotFoundError' });
    // Unhandled rejections are reported once the promise jobs are done.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});
