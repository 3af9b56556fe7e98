import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { getSecret } from '../client/default-client.js';
import { exampleClient, secrets, stripe } from '../client/example.test.support.js';
import { redactSecretsOf } from '../client/redact-secrets.js';
import { createNextSecrets } from '../next/create-next-secrets.js';
import { useSecrets } from './use-secrets.js';

let restore = () => {};
afterEach(() => {
  restore();
  vi.useRealTimers();
});
const use = (values: Record<string, unknown>) => {
  ({ restore } = useSecrets(values));
};

describe('use-secrets-next: while useSecrets is on', () => {
  it('gives its values to createNextSecrets, whatever the outputs contain', async () => {
    const next = createNextSecrets({ outputs: {} });
    use({ stripe, slackSigningSecret: 'slack' });
    expect(await next.getSecret(secrets.stripe)).toEqual(stripe);
    expect(await next.getSecrets({ slack: secrets.slackSigningSecret })).toEqual({ slack: 'slack' });
    await next.putSecret(secrets.slackSigningSecret, 'new');
    expect(await getSecret(secrets.slackSigningSecret)).toBe('new');
    next.invalidateSecret(secrets.stripe);
    next.prefetchSecrets(secrets.stripe);
    await expect(next.getSecret(secrets.tokens)).rejects.toMatchObject({
      message: 'useSecrets has no value for "tokens".',
    });
  });

  it('keeps every client of createSecretsClient from its store, until it is off again', async () => {
    const { aws, client } = exampleClient();
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('slack');
    use({ slackSigningSecret: 'from the test' });
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('from the test');
    await expect(client.getSecret(secrets.stripe)).rejects.toMatchObject({ name: 'SecretNotFoundError' });
    await client.putSecret(secrets.stripe, stripe);
    expect(redactSecretsOf(client)('from the test')).toBe('[redacted by amplify-secrets]');
    expect(aws.calls.length).toBe(1);
    restore();
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('slack');
  });

  it('gives its values to a client that is created then', async () => {
    use({ 'plain/name': 'a' });
    expect(await createSecretsClient({ region: 'eu-west-1' }).getSecret('plain/name')).toBe('a');
  });
});

describe('R10: with two installed copies of the package', () => {
  it('gives the values of one to the functions of the other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'copy-'));
    try {
      await cp(join(import.meta.dirname, '..'), join(folder, 'src'), { recursive: true });
      await symlink(join(import.meta.dirname, '../../../../node_modules'), join(folder, 'node_modules'));
      const copy = (await import(/* @vite-ignore */ join(folder, 'src/index.ts'))) as typeof import('../index.js');
      expect(copy.getSecret).not.toBe(getSecret);
      use({ stripe, slackSigningSecret: 'slack' });
      expect(await copy.getSecret(secrets.stripe)).toEqual(stripe);
      expect(await copy.getSecrets([secrets.slackSigningSecret])).toEqual(['slack']);
      await copy.putSecret(secrets.slackSigningSecret, 'new');
      expect(await getSecret(secrets.slackSigningSecret)).toBe('new');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('F03: with fake timers', () => {
  /** Not the ticks of the event loop, which Jest fakes too: vitest's own messages need them. test-runners.test.ts runs Jest itself. */
  const FAKED = ['setTimeout', 'clearTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'Date'];

  it.each([
    ['of vitest', () => void vi.useFakeTimers()],
    ['of vitest, with each function that it can fake', () => void vi.useFakeTimers({ toFake: FAKED as never })],
  ])('useSecrets resolves like any promise: %s', async (_, fake) => {
    use({ stripe, slackSigningSecret: 'slack' });
    fake();
    try {
      expect(await getSecret(secrets.stripe)).toEqual(stripe);
      expect(await createNextSecrets({ outputs: {} }).getSecret(secrets.slackSigningSecret)).toBe('slack');
      await expect(getSecret(secrets.tokens)).rejects.toMatchObject({ name: 'SecretNotFoundError' });
    } finally {
      vi.useRealTimers();
    }
  });
});
