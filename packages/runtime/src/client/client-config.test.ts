import { describe, expect, it } from 'vitest';
import { memoryAws } from '../transport/memory-aws.test.support.js';
import { createSecretsClient } from './create-client.js';
import { exampleClient, prod, secrets } from './example.test.support.js';

const { transport } = memoryAws();

describe('createSecretsClient', () => {
  it.each<[object, RegExp]>([
    [{ tll: 5 }, /no client option "tll"/],
    [{ constructor: 5 }, /no client option "constructor"/],
    [{ ttl: -1 }, /"ttl" must be a number of seconds from 0 to 86400, and got -1/],
    [{ ttl: Number.NaN }, /"ttl"/],
    [{ ttl: '300' }, /"ttl"/],
    [{ ttl: 300_000 }, /"ttl"/],
    [{ timeout: 0 }, /"timeout"/],
    [{ timeout: Number.POSITIVE_INFINITY }, /"timeout"/],
    [{ region: '' }, /"region"/],
    [{ region: 'evil.example/' }, /"region"/],
    [{ credentials: {} }, /"credentials"/],
    [{ credentials: 'AKIA' }, /"credentials" must be credentials, or a function that returns them, and got a string/],
    [{ transport: {} }, /"transport"/],
    [{ descriptor: {} }, /"descriptor"/],
    [{ descriptor: { apps: { a: { environment: 'prod', store: 's3' } } } }, /"descriptor"/],
    [{ descriptor: { apps: { a: { environment: 'prod', store: 's3', digest: 'x'.repeat(600) } } } }, /"descriptor"/],
    [
      { descriptor: { apps: { a: { environment: 'prod', store: 'amplify', digest: 'x'.repeat(600) } } } },
      /"descriptor"/,
    ],
    [{ descriptor: { apps: { a: null } } }, /"descriptor"/],
    [{ descriptor: { apps: [] } }, /"descriptor"/],
    [{ now: 0 }, /"now"/],
    [{ random: 0 }, /"random"/],
    [{ transport, region: 'eu-west-1' }, /"region" must not be used with "transport"/],
    [
      { transport, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
      /"credentials" must not be used with "transport"/,
    ],
  ])('refuses %j', (config, message) => {
    expect(() => createSecretsClient(config)).toThrow(
      expect.objectContaining({
        name: 'ClientOptionInvalidError',
        message: expect.stringMatching(message),
        resolution: expect.any(String),
      }),
    );
  });

  it.each([
    [[], 'a list'],
    [5, 'a value of type number'],
    ['ttl', 'a string'],
    [null, 'null'],
    [new Map([['ttl', 1]]), 'a value of type object'],
  ])('refuses options that are no plain object: %j', (options, got) => {
    expect(() => Reflect.apply(createSecretsClient, undefined, [options])).toThrow(
      expect.objectContaining({
        name: 'ClientOptionInvalidError',
        message: `The options of a client must be a plain object, and got ${got}.`,
      }),
    );
  });

  it('accepts a descriptor that no variable of a function could hold', () => {
    const descriptor = {
      apps: { a: { environment: 'prod', store: 'secrets-manager', digest: 'x'.repeat(600) } },
    } as const;
    expect(() => createSecretsClient({ descriptor })).not.toThrow();
  });

  it('keeps a copy of the descriptor', async () => {
    const myapp = { environment: 'dev', store: 'secrets-manager' as const };
    const { aws, client } = exampleClient({ descriptor: { apps: { myapp } } });
    aws.secret('myapp/dev/slack-signing-secret', 'of-dev');
    aws.secret('myapp/prod/slack-signing-secret', 'of-prod');
    myapp.environment = 'prod';
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('of-dev');
  });

  it('accepts options that are undefined', () => {
    expect(() => createSecretsClient({ ttl: undefined, transport, region: undefined, descriptor: prod })).not.toThrow();
  });
});
