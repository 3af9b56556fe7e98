import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { reveal } from '../values/protect.js';
import { exampleClient, preview, secrets } from './example.test.support.js';
import type { SecretTarget } from './secrets-client.js';

const CANARY = 'canary-5d41402abc4b2a76';

describe('what is written is what is read', () => {
  it('in Secrets Manager, of every kind', async () => {
    const { aws, client } = exampleClient();
    aws.secret('myapp/prod/port', '{"port":"1"}');
    await client.putSecret(secrets.stripe, { apiKey: 'new', webhookSecret: 'newer' });
    await client.putSecret(secrets.slackSigningSecret, 'text');
    await client.putSecret(secrets.keystore, Uint8Array.of(9));
    await client.putSecret(secrets.port, { port: '8080' });
    await client.putSecret('plain/name', 'plain');
    expect(await client.getSecret(secrets.stripe)).toEqual({ apiKey: 'new', webhookSecret: 'newer' });
    expect(await client.getSecret(secrets.slackSigningSecret)).toBe('text');
    expect(await client.getSecret(secrets.keystore)).toEqual(Uint8Array.of(9));
    expect(await client.getSecret(secrets.port)).toEqual({ port: 8080 });
    expect(await client.getSecret('plain/name')).toBe('plain');
    expect(aws.textOf('myapp/prod/port')).toBe('{"port":"8080"}');
  });

  it('in Parameter Store, in the deployment’s own folder alone', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.parameter('/amplify/shared/d123/keystore', 'AQID');
    await client.putSecret(secrets.keystore, Uint8Array.of(9, 9));
    expect(await client.getSecret(secrets.keystore)).toEqual(Uint8Array.of(9, 9));
    expect(aws.textOf('/amplify/shared/d123/keystore')).toBe('AQID');
    expect(aws.calls[0]).toEqual({
      operation: 'PutParameter',
      input: { Name: '/amplify/d123/main-branch-abc/keystore', Value: 'CQk=', Type: 'SecureString', Overwrite: true },
    });
  });

  it('made of what was read, protected or revealed', async () => {
    const { aws, client } = exampleClient();
    const tokens = await client.getSecret(secrets.tokens);
    await client.putSecret(secrets.tokens, tokens);
    expect(aws.textOf('upwork-oauth-tokens')).toBe('{"accessToken":"a","expiresAt":1}');
    await client.putSecret(secrets.tokens, { ...reveal(tokens), accessToken: 'b' });
    expect(aws.textOf('upwork-oauth-tokens')).toBe('{"accessToken":"b","expiresAt":1}');
    aws.secret('myapp/prod/anything', '{}');
    await client.putSecret(secrets.anything, { nested: [tokens] });
    expect(aws.textOf('myapp/prod/anything')).toBe('{"nested":[{"accessToken":"a","expiresAt":1}]}');
  });

  it('with keys that name an object’s own machinery', async () => {
    const { aws, client } = exampleClient();
    aws.secret('myapp/prod/anything', '{}');
    await client.putSecret(secrets.anything, JSON.parse('{"__proto__":{"a":1}}'));
    expect(aws.textOf('myapp/prod/anything')).toBe('{"__proto__":{"a":1}}');
  });

  it('with one token for one write', async () => {
    const { aws, client } = exampleClient();
    await client.putSecret(secrets.slackSigningSecret, 'one');
    await client.putSecret(secrets.slackSigningSecret, 'two');
    const tokens = aws.calls.map(({ input }) => 'ClientRequestToken' in input && input.ClientRequestToken);
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{32,64}$/);
  });
});

describe('what could not be read back is refused before anything is sent', () => {
  const cyclic: Record<string, unknown> = { [CANARY]: CANARY };
  cyclic.self = cyclic;
  const redacted = '[redacted by amplify-secrets]';

  it.each<[string, SecretTarget, unknown, string]>([
    ['an empty text', secrets.slackSigningSecret, '', 'SecretValueInvalidError'],
    ['no text', secrets.slackSigningSecret, { CANARY }, 'SecretValueInvalidError'],
    ['nothing', 'plain/name', undefined, 'SecretValueInvalidError'],
    ['no bytes', secrets.keystore, CANARY, 'SecretValueInvalidError'],
    ['empty bytes', secrets.keystore, new Uint8Array(), 'SecretValueInvalidError'],
    ['a missing field', secrets.stripe, { apiKey: CANARY }, 'SecretValueInvalidError'],
    ['what the schema refuses', secrets.port, { port: { [CANARY]: 1 } }, 'SecretValueInvalidError'],
    ['undefined', secrets.anything, undefined, 'SecretValueInvalidError'],
    ['a function', secrets.anything, () => CANARY, 'SecretValueInvalidError'],
    ['a bigint', secrets.anything, { [CANARY]: 1n }, 'SecretValueInvalidError'],
    ['a cycle', secrets.anything, cyclic, 'SecretValueInvalidError'],
    ['a field toJSON', secrets.anything, { toJSON: CANARY }, 'SecretValueInvalidError'],
    ['a redacted text', secrets.slackSigningSecret, `token ${redacted}`, 'SecretValueRedactedError'],
    ['a redacted field', secrets.stripe, { apiKey: redacted, webhookSecret: CANARY }, 'SecretValueRedactedError'],
    ['redacted JSON', 'plain/name', JSON.stringify({ redacted }), 'SecretValueRedactedError'],
    ['redacted bytes', secrets.keystore, Buffer.from(redacted), 'SecretValueRedactedError'],
    ['too much', secrets.slackSigningSecret, 'x'.repeat(65_537), 'SecretTooLargeError'],
    ['too much in bytes', secrets.slackSigningSecret, 'ä'.repeat(32_769), 'SecretTooLargeError'],
  ])('%s', async (_, target, value, name) => {
    const { aws, client } = exampleClient();
    const error: unknown = await client.putSecret(target, value as never).catch((reason) => reason);
    expect(error).toMatchObject({ name, resolution: expect.any(String) });
    expect(Object.hasOwn(error as object, 'cause')).toBe(false);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(CANARY);
    expect(aws.calls).toEqual([]);
  });

  it.each([
    ['text', secrets.slackSigningSecret, 'x'.repeat(4097)],
    ['base64', secrets.keystore, new Uint8Array(3073)],
  ] as const)('more than Parameter Store’s standard tier takes, as %s', async (_, target, value) => {
    const { aws, client } = exampleClient({ descriptor: preview });
    await expect(client.putSecret(target as SecretTarget, value as never)).rejects.toMatchObject({
      name: 'SecretTooLargeError',
    });
    await client.putSecret(target as SecretTarget, value.slice(1) as never);
    expect(aws.asked()).toEqual(['PutParameter']);
  });
});
