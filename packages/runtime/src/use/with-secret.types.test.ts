import { describe, expectTypeOf, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { secretClient, withSecret } from '../client/default-client.js';
import { secrets } from '../client/example.test.support.js';

type Stripe = { readonly apiKey: string; readonly webhookSecret: string };
class Pool {
  readonly end = async (): Promise<void> => {};
}

// Never called: the compiler is what is tested.
const uses = async () => ({
  json: await withSecret(secrets.stripe, (value) => {
    expectTypeOf(value).toEqualTypeOf<Stripe>();
    return value.apiKey.length;
  }),
  promised: await withSecret(secrets.port, async ({ port }) => `${port.toFixed()}`),
  plain: await withSecret('plain/name', (value) => {
    expectTypeOf(value).toEqualTypeOf<string>();
  }),
  ofClient: await createSecretsClient().withSecret(secrets.keystore, (value) => value),
});
type Uses = Awaited<ReturnType<typeof uses>>;

describe('the type of withSecret', () => {
  it('is what `use` resolves with', () => {
    expectTypeOf<Uses['json']>().toEqualTypeOf<number>();
    expectTypeOf<Uses['promised']>().toEqualTypeOf<string>();
    expectTypeOf<Uses['plain']>().toEqualTypeOf<void>();
    expectTypeOf<Uses['ofClient']>().toEqualTypeOf<Uint8Array>();
  });

  it('refuses options of getSecret that choose a version', () => {
    const wrong = async () => {
      await withSecret(secrets.stripe, () => 1, { isAuthFailure: () => true, ttl: 5, fresh: true });
      // @ts-expect-error the version is what it finds
      await withSecret(secrets.stripe, () => 1, { stage: 'AWSPREVIOUS' });
      // @ts-expect-error no target
      await withSecret(7, () => 1);
    };
    expectTypeOf(wrong).toBeFunction();
  });
});

const clients = () => ({
  sync: secretClient(secrets.stripe, (value) => {
    expectTypeOf(value).toEqualTypeOf<Stripe>();
    return new Pool();
  }),
  promised: secretClient(secrets.slackSigningSecret, async () => new Pool(), { close: (pool) => pool.end() }),
});
type Clients = ReturnType<typeof clients>;

describe('the type of secretClient', () => {
  it('is a function that resolves with what `make` makes, and a function that uses it', () => {
    expectTypeOf<Awaited<ReturnType<Clients['sync']>>>().toEqualTypeOf<Pool>();
    expectTypeOf<Awaited<ReturnType<Clients['promised']>>>().toEqualTypeOf<Pool>();
    const used = (client: Clients['promised']) => client.use((pool) => (pool.end === undefined ? 1 : 2));
    expectTypeOf<Awaited<ReturnType<typeof used>>>().toEqualTypeOf<1 | 2>();
  });

  it('refuses a `close` of something else', () => {
    const wrong = () => {
      // @ts-expect-error a Pool has no destroy
      secretClient(secrets.stripe, () => new Pool(), { close: (pool) => pool.destroy() });
    };
    expectTypeOf(wrong).toBeFunction();
  });
});
