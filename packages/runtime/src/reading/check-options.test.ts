import { describe, expect, it } from 'vitest';
import { exampleClient, secrets } from '../client/example.test.support.js';

describe('option-typo: an option of another name', () => {
  const { aws, client } = exampleClient();
  it.each<[string, object, string]>([
    ['getSecret', { tll: 5 }, 'There is no option "tll" of a read.'],
    ['getSecrets', { Signal: undefined }, 'There is no option "Signal" of a read.'],
    ['putSecret', { timeout: 5 }, 'There is no option "timeout" of putSecret.'],
    ['getSecret', { awsRequestId: 'that of a Lambda context' }, 'There is no option "awsRequestId" of a read.'],
  ])('is refused by %s: %j', async (name, options, message) => {
    const calls: Record<string, () => Promise<unknown>> = {
      getSecret: () => client.getSecret(secrets.stripe, options),
      getSecrets: () => client.getSecrets([secrets.stripe], options),
      putSecret: () => client.putSecret(secrets.slackSigningSecret, 'a', options),
    };
    await expect(calls[name]?.()).rejects.toMatchObject({ name: 'ClientOptionInvalidError', message });
    expect(aws.calls).toEqual([]);
  });

  it('is not one that is there and undefined', async () => {
    const options = { signal: undefined, context: undefined, fresh: undefined, ttl: undefined, version: undefined };
    await expect(client.getSecret(secrets.slackSigningSecret, options)).resolves.toBe('slack');
  });
});
