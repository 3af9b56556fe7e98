import { afterEach, describe, expect, it } from 'vitest';
import { useSecrets } from '../testing/use-secrets.js';
import { getSecret } from './default-client.js';
import { exampleClient, secrets } from './example.test.support.js';
import { redactSecrets, redactSecretsOf } from './redact-secrets.js';
import type { SecretsClient } from './secrets-client.js';

const MARK = '[redacted by amplify-secrets]';
const stripe = { apiKey: 'sk_live_0123456789', webhookSecret: 'whsec_0123456789' };

let restore: (() => void) | undefined;
afterEach(() => {
  restore?.();
  restore = undefined;
});

describe('redactSecrets', () => {
  it('scrubs what the client behind getSecret holds, from the read of a value to its eviction', async () => {
    ({ restore } = useSecrets({ stripe, slackSigningSecret: 'slack-signing-secret' }));
    const line = 'sk_live_0123456789 whsec_0123456789 slack-signing-secret';
    expect(redactSecrets(line)).toBe(line);
    await getSecret(secrets.stripe);
    expect(redactSecrets(line)).toBe(`${MARK} ${MARK} slack-signing-secret`);
    await getSecret(secrets.slackSigningSecret);
    expect(redactSecrets(line)).toBe(`${MARK} ${MARK} ${MARK}`);
    restore();
    ({ restore } = useSecrets({ stripe }));
    expect(redactSecrets(line)).toBe(line);
  });

  it('ignores the other arguments that a callback is given', async () => {
    ({ restore } = useSecrets({ stripe }));
    await getSecret(secrets.stripe);
    expect(['a sk_live_0123456789', 'b'].map(redactSecrets)).toEqual([`a ${MARK}`, 'b']);
  });
});

describe('redactSecretsOf', () => {
  it('scrubs what that client holds, not what another one does', async () => {
    const one = exampleClient();
    const other = exampleClient();
    one.aws.secret('myapp/prod/slack-signing-secret', 'first-signing-secret');
    other.aws.secret('myapp/prod/slack-signing-secret', 'other-signing-secret');
    await one.client.getSecret(secrets.slackSigningSecret);
    await other.client.getSecret(secrets.slackSigningSecret);
    const line = 'first-signing-secret other-signing-secret';
    expect(redactSecretsOf(one.client)(line)).toBe(`${MARK} other-signing-secret`);
    expect(redactSecretsOf(other.client)(line)).toBe(`first-signing-secret ${MARK}`);
    one.client.invalidateSecret(secrets.slackSigningSecret);
    expect(redactSecretsOf(one.client)(line)).toBe(line);
  });

  it('scrubs the new version in place of the old one', async () => {
    const { aws, client } = exampleClient();
    aws.secret('plain/name', 'first-version');
    await client.getSecret('plain/name');
    expect(redactSecretsOf(client)('first-version second-version')).toBe(`${MARK} second-version`);
    aws.secret('plain/name', 'second-version');
    await client.getSecret('plain/name', { fresh: true });
    expect(redactSecretsOf(client)('first-version second-version')).toBe(`first-version ${MARK}`);
  });

  it('scrubs what was decoded by a schema as it is stored', async () => {
    const { aws, client } = exampleClient();
    aws.secret('myapp/prod/port', { port: '1234567890' });
    expect((await client.getSecret(secrets.port)).port).toBe(1_234_567_890);
    expect(redactSecretsOf(client)('port "1234567890"')).toBe(`port "${MARK}"`);
  });

  it('scrubs a revision until it is forgotten with its secret', async () => {
    const { aws, client } = exampleClient();
    aws.secret('plain/name', 'first-version');
    await client.getSecret('plain/name', { stage: 'AWSPREVIOUS' });
    aws.secret('plain/name', 'second-version');
    expect(redactSecretsOf(client)('first-version second-version')).toBe(`${MARK} second-version`);
    await client.getSecret('plain/name');
    expect(redactSecretsOf(client)('first-version second-version')).toBe(`${MARK} ${MARK}`);
    client.invalidateSecret('plain/name');
    expect(redactSecretsOf(client)('first-version second-version')).toBe('first-version second-version');
  });

  it.each([{}, { getSecret: () => {} }])('refuses what is not a client: %o', (other) => {
    expect(() => redactSecretsOf(other as unknown as SecretsClient)).toThrow(
      expect.objectContaining({ name: 'ClientOptionInvalidError' }),
    );
  });
});
