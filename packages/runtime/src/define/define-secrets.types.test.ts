import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { InputOf, OutputOf } from '../contract/definition.js';
import type { SecretReference } from '../contract/secret-set.js';
import { defineSecrets } from './define-secrets.js';
import { binarySecret, jsonSecret, textSecret } from './secret.js';

interface Tokens {
  accessToken: string;
  expiresAt: number;
}

const environments = { prod: 'main', staging: ['staging', 'release/*'], dev: '*' } as const;

describe('the type of a reference', () => {
  const secrets = defineSecrets({
    app: 'myapp',
    environments: { prod: 'main', dev: '*' },
    secrets: {
      stripe: jsonSecret(['apiKey', 'webhookSecret']),
      tokens: jsonSecret<Tokens>({ name: { prod: 'upwork-oauth-tokens' } }),
      zod: jsonSecret(z.object({ port: z.string().transform(Number) })),
      valibot: jsonSecret(v.object({ port: v.pipe(v.string(), v.transform(Number)) })),
      arktype: jsonSecret(type({ url: 'string' })),
      anything: jsonSecret(),
      named: jsonSecret({ name: { prod: 'a', sandbox: 'b' } }),
      text: textSecret(),
      bytes: binarySecret({ name: 'fixed-{environment}' }),
    },
  });

  it('comes from field names, a type parameter or nothing', () => {
    expectTypeOf(secrets.stripe).toEqualTypeOf<
      SecretReference<
        { readonly apiKey: string; readonly webhookSecret: string },
        { readonly apiKey: string; readonly webhookSecret: string }
      >
    >();
    expectTypeOf(secrets.tokens).toEqualTypeOf<SecretReference<Tokens, Tokens>>();
    expectTypeOf(secrets.anything).toEqualTypeOf<SecretReference<unknown, unknown>>();
    expectTypeOf(secrets.named).toEqualTypeOf<SecretReference<unknown, unknown>>();
    expectTypeOf(secrets.text).toEqualTypeOf<SecretReference<string, string>>();
    expectTypeOf(secrets.bytes).toEqualTypeOf<SecretReference<Uint8Array, Uint8Array>>();
  });

  it('comes from any Standard Schema, with its input apart from its output', () => {
    expectTypeOf(secrets.zod).toEqualTypeOf<SecretReference<{ port: number }, { port: string }>>();
    expectTypeOf(secrets.valibot).toEqualTypeOf<SecretReference<{ port: number }, { port: string }>>();
    expectTypeOf(secrets.arktype).toEqualTypeOf<SecretReference<{ url: string }, { url: string }>>();
  });

  it('refuses an unknown key', () => {
    // @ts-expect-error no such key
    secrets.strip;
  });

  it('comes from a definition that was made elsewhere', () => {
    const definition = jsonSecret({ name: 'fixed' });
    expectTypeOf<OutputOf<typeof definition>>().toEqualTypeOf<unknown>();
    const zod = jsonSecret(z.object({ port: z.string().transform(Number) }));
    expectTypeOf<InputOf<typeof zod>>().toEqualTypeOf<{ port: string }>();
    defineSecrets({ app: 'a', environments, secrets: { definition, zod } });
  });
});

describe('a typo in the name of an environment', () => {
  // Never called: the compiler is what is tested, and at run time each of these throws.
  const typos = () => {
    const declare = { app: 'myapp', environments };
    defineSecrets({ ...declare, secrets: { ok: textSecret({ name: { prod: 'a', staging: 'b', sandbox: 'c' } }) } });
    // @ts-expect-error
    defineSecrets({ ...declare, secrets: { a: textSecret({ name: { prdo: 'a' } }) } });
    // @ts-expect-error
    defineSecrets({ ...declare, secrets: { a: binarySecret({ name: { prod: 'x', prdo: 'a' } }) } });
    // @ts-expect-error
    defineSecrets({ ...declare, secrets: { a: jsonSecret({ name: { prdo: 'a' } }) } });
    // @ts-expect-error
    defineSecrets({ ...declare, secrets: { a: jsonSecret(['x'], { name: { prdo: 'a' } }) } });
    // @ts-expect-error
    defineSecrets({ ...declare, secrets: { a: jsonSecret(z.string(), { name: { prdo: 'a' } }) } });
  };

  it('does not compile in every form whose types TypeScript can infer', () => {
    expectTypeOf(typos).toBeFunction();
  });
});

describe('option-typo-compiles: a mistake in a declaration', () => {
  it('does not compile, at any level, and is marked where it was written', () => {
    const typos = () => {
      defineSecrets({
        app: 'myapp',
        environments: {
          prod: 'main',
          // @ts-expect-error
          preview: { branches: 'pr-*', stor: 'amplify' },
          // @ts-expect-error
          staging: { branches: 'staging', appid: 'd1' },
          // @ts-expect-error
          sandbox: { Store: 'secrets-manager' },
          // @ts-expect-error
          test: { branches: 'test', store: 'ssm' },
          // @ts-expect-error
          dev: 5,
        },
        secrets: { key: textSecret() },
      });
      defineSecrets({
        app: 'myapp',
        environments,
        secrets: {
          // @ts-expect-error
          names: textSecret({ names: 'x' }),
          // @ts-expect-error
          bytes: binarySecret({ encryptionkey: 'x' }),
          // @ts-expect-error
          fields: jsonSecret(['a'], { encryptionKeys: 'x' }),
          // @ts-expect-error
          schema: jsonSecret(z.string(), { Name: 'x' }),
          // @ts-expect-error
          any: jsonSecret({ nam: 'x' }),
          // @ts-expect-error
          typed: jsonSecret<Tokens>({ nam: 'x' }),
          // @ts-expect-error
          key: textSecret({ encryptionKey: { prdo: 'x' } }),
        },
      });
      // @ts-expect-error
      defineSecrets({ app: 'myapp', environments, secrets: {}, secret: {} });
    };
    expectTypeOf(typos).toBeFunction();
  });

  it('leaves the types of the other secrets', () => {
    const declare = () =>
      defineSecrets({
        app: 'myapp',
        environments,
        secrets: {
          text: textSecret(),
          stripe: jsonSecret(['apiKey']),
          tokens: jsonSecret<Tokens>({ name: 'tokens' }),
          zod: jsonSecret(z.object({ port: z.string().transform(Number) })),
          // @ts-expect-error
          typo: jsonSecret(['apiKey'], { name: { prdo: 'x' } }),
          // @ts-expect-error
          value: 'sk_live_1',
          // @ts-expect-error
          uncalled: textSecret,
        },
      });
    type Declared = ReturnType<typeof declare>;
    expectTypeOf<Declared['text']>().toEqualTypeOf<SecretReference<string, string>>();
    expectTypeOf<OutputOf<Declared['stripe']['definition']>>().toEqualTypeOf<{ readonly apiKey: string }>();
    expectTypeOf<Declared['tokens']>().toEqualTypeOf<SecretReference<Tokens, Tokens>>();
    expectTypeOf<Declared['zod']>().toEqualTypeOf<SecretReference<{ port: number }, { port: string }>>();
    expectTypeOf<OutputOf<Declared['typo']['definition']>>().toEqualTypeOf<{ readonly apiKey: string }>();
  });
});
