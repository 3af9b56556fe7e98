import { describe, expectTypeOf, it } from 'vitest';
import { updateSecret } from '../client/default-client.js';
import { secrets as declared } from '../client/example.test.support.js';
import { secrets, type Tokens } from './updating-world.test.support.js';

const isDue = ({ expiresAt }: Tokens) => expiresAt < 5;

// Never called: the compiler is what is tested.
const updates = async () => ({
  tokens: await updateSecret(secrets.tokens, ({ refreshToken }) => ({ refreshToken, expiresAt: 1 })),
  counter: await updateSecret(secrets.counter, ({ count }) => ({ count: `${count + 1}` })),
  list: await updateSecret(secrets.list, (list) => [...list, 'b']),
  note: await updateSecret(secrets.note, async (note) => `${note}!`),
  bytes: await updateSecret(secrets.keystore, (bytes) => bytes),
  plain: await updateSecret('plain/name', (text) => text.trim()),
  fields: await updateSecret(declared.stripe, () => ({ apiKey: 'a' })),
  anything: await updateSecret(declared.anything, () => ({ whatever: 1 })),
});
type Updates = Awaited<ReturnType<typeof updates>>;

describe('the type of an update', () => {
  it('is that of a read of its target', () => {
    expectTypeOf<Updates['tokens']>().toEqualTypeOf<Tokens>();
    expectTypeOf<Updates['counter']>().toEqualTypeOf<{ count: number }>();
    expectTypeOf<Updates['list']>().toEqualTypeOf<readonly string[]>();
    expectTypeOf<Updates['note']>().toEqualTypeOf<string>();
    expectTypeOf<Updates['bytes']>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<Updates['plain']>().toEqualTypeOf<string>();
    expectTypeOf<Updates['fields']>().toEqualTypeOf<{ readonly apiKey: string; readonly webhookSecret: string }>();
    expectTypeOf<Updates['anything']>().toEqualTypeOf<unknown>();
  });

  it('allows turns with when alone, and undefined for what may be left out', () => {
    const written = async () => {
      const token: { readonly refresh_token?: string } = {};
      await updateSecret(secrets.tokens, () => ({ refreshToken: token.refresh_token }), { when: isDue });
      await updateSecret(secrets.tokens, () => ({}), { when: ({ expiresAt }) => expiresAt < 5, turns: false });
      await updateSecret(secrets.tokens, () => ({}), { turns: false, signal: AbortSignal.timeout(5) });
      await updateSecret(secrets.tokens, () => ({}), { when: undefined, turns: undefined, context: undefined });
      // @ts-expect-error turns without when
      await updateSecret(secrets.tokens, () => ({}), { turns: true });
      // @ts-expect-error a field of another type
      await updateSecret(secrets.tokens, () => ({ expiresAt: 'soon' }));
      // @ts-expect-error the output of the schema
      await updateSecret(secrets.counter, () => ({ count: 7 }));
      // @ts-expect-error a string is written whole
      await updateSecret(secrets.note, () => ({ note: 'x' }));
      // @ts-expect-error no such option
      await updateSecret(secrets.tokens, () => ({}), { whenever: isDue });
    };
    expectTypeOf(written).toBeFunction();
  });
});
