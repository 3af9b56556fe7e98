import { describe, expect, it } from 'vitest';
import { memoryAws } from '../transport/memory-aws.test.support.js';
import { createSecretsClient } from './create-client.js';
import { prod } from './example.test.support.js';

const { transport } = memoryAws();

describe('an option that is none is refused when the client is made', () => {
  it.each<[object, RegExp]>([
    [{ tll: 5 }, /no client option "tll"/],
    [{ constructor: 5 }, /no client option "constructor"/],
    [{ ttl: -1 }, /"ttl"/],
    [{ ttl: Number.NaN }, /"ttl"/],
    [{ ttl: '300' }, /"ttl"/],
    [{ ttl: 300_000 }, /"ttl"/],
    [{ timeout: 0 }, /"timeout"/],
    [{ timeout: Number.POSITIVE_INFINITY }, /"timeout"/],
    [{ region: '' }, /"region"/],
    [{ region: 'evil.example/' }, /"region"/],
    [{ credentials: {} }, /"credentials"/],
    [{ credentials: 'AKIA' }, /"credentials"/],
    [{ transport: {} }, /"transport"/],
    [{ descriptor: {} }, /"descriptor"/],
    [{ descriptor: { apps: { a: { environment: 'prod', store: 's3' } } } }, /"descriptor"/],
    [{ now: 0 }, /"now"/],
    [{ random: 0 }, /"random"/],
    [{ transport, region: 'eu-west-1' }, /"transport" and "region"/],
    [{ transport, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }, /"transport" and "credentials"/],
  ])('%j', (config, message) => {
    expect(() => createSecretsClient(config)).toThrow(
      expect.objectContaining({
        name: 'ClientOptionInvalidError',
        message: expect.stringMatching(message),
        resolution: expect.any(String),
      }),
    );
  });

  it('and one that is undefined is left out', () => {
    expect(() => createSecretsClient({ ttl: undefined, transport, region: undefined, descriptor: prod })).not.toThrow();
  });
});
