import { describe, expectTypeOf, it } from 'vitest';
import { getSecret, getSecrets, putSecret } from './default-client.js';
import { github, secrets } from './example.test.support.js';

interface Tokens {
  accessToken: string;
  expiresAt: number;
}
type Stripe = { readonly apiKey: string; readonly webhookSecret: string };

// Never called: the compiler is what is tested.
const reads = async () => ({
  stripe: await getSecret(secrets.stripe),
  text: await getSecret(secrets.slackSigningSecret),
  bytes: await getSecret(secrets.keystore, { fresh: true }),
  tokens: await getSecret(secrets.tokens),
  port: await getSecret(secrets.port),
  anything: await getSecret(secrets.anything),
  plain: await getSecret('plain/name'),
  named: await getSecret(github),
  byKey: await getSecrets({ stripe: secrets.stripe, plain: 'plain/name' }),
  inOrder: await getSecrets([secrets.port, secrets.slackSigningSecret, 'plain/name']),
});
type Reads = Awaited<ReturnType<typeof reads>>;

describe('the type of a read', () => {
  it('is that of its target, without a cast', () => {
    expectTypeOf<Reads['stripe']>().toEqualTypeOf<Stripe>();
    expectTypeOf<Reads['text']>().toEqualTypeOf<string>();
    expectTypeOf<Reads['bytes']>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<Reads['tokens']>().toEqualTypeOf<Tokens>();
    expectTypeOf<Reads['port']>().toEqualTypeOf<{ port: number }>();
    expectTypeOf<Reads['anything']>().toEqualTypeOf<unknown>();
    expectTypeOf<Reads['plain']>().toEqualTypeOf<string>();
    expectTypeOf<Reads['named']>().toEqualTypeOf<string>();
  });

  it('is that of each target among several, by key or in order', () => {
    expectTypeOf<Reads['byKey']>().toEqualTypeOf<{ stripe: Stripe; plain: string }>();
    expectTypeOf<Reads['inOrder']>().toEqualTypeOf<[{ port: number }, string, string]>();
  });
});

describe('the type of a write', () => {
  const writes = async () => {
    await putSecret(secrets.port, { port: '8080' });
    await putSecret(secrets.tokens, { accessToken: 'a', expiresAt: 1 });
    await putSecret('plain/name', 'text');
    await putSecret(secrets.anything, { whatever: 1 });
    // @ts-expect-error the schema's output
    await putSecret(secrets.port, { port: 8080 });
    // @ts-expect-error a field is missing
    await putSecret(secrets.stripe, { apiKey: 'a' });
    // @ts-expect-error a plain name takes a string
    await putSecret('plain/name', { a: 1 });
    // @ts-expect-error no such option
    await getSecret(secrets.stripe, { freshh: true });
    // @ts-expect-error no target
    await getSecret(7);
  };

  it('refuses anything else', () => {
    expectTypeOf(writes).toBeFunction();
  });
});
