import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { reveal } from '../values/protect.js';
import { exampleClient, preview, secrets } from './example.test.support.js';
import type { SecretTarget } from './secrets-client.js';

const CANARY = 'canary-5d41402abc4b2a76';

describe('putSecret', () => {
  it('writes every kind of value to Secrets Manager', async () => {
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

  it('writes only to the deployment’s own folder of Parameter Store', async () => {
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

  it('writes what was read, protected or revealed', async () => {
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

  it('writes keys that every object has', async () => {
    const { aws, client } = exampleClient();
    aws.secret('myapp/prod/anything', '{}');
    await client.putSecret(secrets.anything, JSON.parse('{"__proto__":{"a":1}}'));
    expect(aws.textOf('myapp/prod/anything')).toBe('{"__proto__":{"a":1}}');
  });

  it('uses one token for one write', async () => {
    const { aws, client } = exampleClient();
    await client.putSecret(secrets.slackSigningSecret, 'one');
    await client.putSecret(secrets.slackSigningSecret, 'two');
    const tokens = aws.calls.map(({ input }) => 'ClientRequestToken' in input && input.ClientRequestToken);
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{32,64}$/);
  });
});

describe('putSecret, of what could not be read back', () => {
  const cyclic: Record<string, unknown> = { [CANARY]: CANARY };
  cyclic.self = cyclic;
  const redacted = '[redacted by amplify-secrets]';

  it.each<[string, SecretTarget, unknown, string]>([
    ['an empty string', secrets.slackSigningSecret, '', 'SecretValueInvalidError'],
    ['an object for a string', secrets.slackSigningSecret, { CANARY }, 'SecretValueInvalidError'],
    ['undefined for a string', 'plain/name', undefined, 'SecretValueInvalidError'],
    ['a string for bytes', secrets.keystore, CANARY, 'SecretValueInvalidError'],
    ['empty bytes', secrets.keystore, new Uint8Array(), 'SecretValueInvalidError'],
    ['a missing field', secrets.stripe, { apiKey: CANARY }, 'SecretValueInvalidError'],
    ['what the schema rejects', secrets.port, { port: { [CANARY]: 1 } }, 'SecretValueInvalidError'],
    ['undefined', secrets.anything, undefined, 'SecretValueInvalidError'],
    ['a function', secrets.anything, () => CANARY, 'SecretValueInvalidError'],
    ['a bigint', secrets.anything, { [CANARY]: 1n }, 'SecretValueInvalidError'],
    ['a cycle', secrets.anything, cyclic, 'SecretValueInvalidError'],
    ['a field toJSON', secrets.anything, { toJSON: CANARY }, 'SecretValueInvalidError'],
    ['a redacted string', secrets.slackSigningSecret, `token ${redacted}`, 'SecretValueRedactedError'],
    ['a redacted field', secrets.stripe, { apiKey: redacted, webhookSecret: CANARY }, 'SecretValueRedactedError'],
    ['redacted JSON', 'plain/name', JSON.stringify({ redacted }), 'SecretValueRedactedError'],
    ['redacted bytes', secrets.keystore, Buffer.from(redacted), 'SecretValueRedactedError'],
    ['more than 65,536 characters', secrets.slackSigningSecret, 'x'.repeat(65_537), 'SecretTooLargeError'],
    ['more than 65,536 bytes', secrets.slackSigningSecret, 'ä'.repeat(32_769), 'SecretTooLargeError'],
  ])('refuses %s before any call', async (_, target, value, name) => {
    const { aws, client } = exampleClient();
    const error: unknown = await client.putSecret(target, value as never).catch((reason) => reason);
    expect(error).toMatchObject({ name, resolution: expect.any(String) });
    expect(Object.hasOwn(error as object, 'cause')).toBe(false);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(CANARY);
    expect(aws.calls).toEqual([]);
  });

  it.each([
    ['a string', secrets.slackSigningSecret, 'x'.repeat(4097)],
    ['base64', secrets.keystore, new Uint8Array(3073)],
  ] as const)('refuses more than the limit of Parameter Store’s standard tier, as %s', async (_, target, value) => {
    const { aws, client } = exampleClient({ descriptor: preview });
    await expect(client.putSecret(target as SecretTarget, value as never)).rejects.toMatchObject({
      name: 'SecretTooLargeError',
    });
    await client.putSecret(target as SecretTarget, value.slice(1) as never);
    expect(aws.asked()).toEqual(['PutParameter']);
  });
});
