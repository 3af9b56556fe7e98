import { binarySecret, defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fakeValue } from './fake-value.js';

const DECLARED = { app: 'shop', environments: { dev: '*' } } as const;

describe('a value that is made of a declaration', () => {
  it('has the declared fields, and is marked as fake', async () => {
    const { stripe, token, keystore } = defineSecrets({
      ...DECLARED,
      secrets: { stripe: jsonSecret(['apiKey']), token: textSecret(), keystore: binarySecret() },
    });
    expect(await fakeValue(stripe)).toEqual({ apiKey: 'fake_stripe_apiKey' });
    expect(await fakeValue(token)).toBe('fake_token');
    expect(Buffer.from(String(await fakeValue(keystore)), 'base64').toString()).toBe('fake_keystore');
  });

  it('is none where the declaration has a type alone', async () => {
    expect(
      await fakeValue(defineSecrets({ ...DECLARED, secrets: { tokens: jsonSecret<{ a: string }>() } }).tokens),
    ).toBeUndefined();
  });

  const zod = z.object({
    host: z.string(),
    port: z.number().int().min(1024),
    url: z.string().url(),
    email: z.string().email().optional(),
    expires: z.string().datetime(),
    login: z.object({ user: z.string().max(10), isAdmin: z.boolean() }),
    hosts: z.array(z.string()).min(1),
    keys: z.array(z.object({ id: z.string().uuid() })).min(1),
  });
  const valibot = v.object({
    token: v.pipe(v.string(), v.minLength(32)),
    port: v.pipe(v.string(), v.regex(/^\d+$/)),
    nested: v.object({ on: v.boolean(), at: v.nullable(v.number()) }),
  });

  it.each([
    ['zod', zod],
    ['valibot', valibot],
  ])('is accepted by a schema of %s', async (_library, schema) => {
    const value = await fakeValue(defineSecrets({ ...DECLARED, secrets: { login: jsonSecret(schema) } }).login);
    const { issues } = await schema['~standard'].validate(value);
    expect(issues).toBeUndefined();
    expect(JSON.stringify(value)).toContain('fake_login_');
  });

  it('is none where nothing says what would be accepted', async () => {
    const { kind } = defineSecrets({
      ...DECLARED,
      secrets: { kind: jsonSecret(z.object({ kind: z.literal('prod') })) },
    });
    expect(await fakeValue(kind)).toBeUndefined();
  });
});
