import { mock } from 'node:test';
import { expect, it } from 'vitest';
import { getSecret } from '../client/default-client.js';
import { secrets, stripe } from '../client/example.test.support.js';
import { useSecrets } from './use-secrets.js';

it('resolves under the fake timers of node:test (F03)', async () => {
  const { restore } = useSecrets({ stripe });
  mock.timers.enable();
  try {
    expect(await getSecret(secrets.stripe)).toEqual(stripe);
  } finally {
    mock.timers.reset();
    restore();
  }
});
