import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ENDPOINT } from '../counterpart/momento.js';
import { keyOf } from '../counterpart/tokens.js';
import { setToken } from './set-token.js';
import { deployShop, SECRET_NAME, type Shop } from './shop.js';
import { subscribe } from './subscribe.js';

let shop: Shop;
beforeAll(async () => {
  shop = await deployShop();
});
afterAll(() => shop.close());

/** New containers, and the token of `shop/prod/momento-token`. */
function begin(token = shop.momento.tokens.issue()): string {
  shop.aws.containers.stop(shop.backend);
  shop.aws.secrets.put(SECRET_NAME, token);
  shop.aws.calls.clear();
  return token;
}

const kettle = { id: 'kettle', name: 'Kettle', price: 39 };

describe('the functions', () => {
  beforeEach(() => {
    begin();
  });

  it('read through the cache, with one call to the store per container and none per invocation', async () => {
    const first = await shop.invoke('get-product', { id: 'teapot' });
    expect(first.payload).toMatchObject({ name: 'Teapot', from: 'catalog' });
    expect(shop.aws.calls.count({ operation: 'GetSecretValue' })).toBe(1);
    for (let i = 0; i < 20; i++) {
      expect((await shop.invoke('get-product', { id: 'teapot' })).payload).toMatchObject({ from: 'cache' });
    }
    expect(shop.aws.calls).toHaveLength(1);
  });

  it('share the cache, in TypeScript and in plain JavaScript', async () => {
    await shop.invoke('change-price', { ...kettle, price: 35 });
    const { payload } = await shop.invoke('get-product', { id: 'kettle' });
    expect(payload).toEqual({ ...kettle, price: 35, from: 'cache' });
    expect(shop.aws.calls).toHaveLength(2);
  });

  it('publish to subscribers of the topic', async () => {
    const subscriber = await subscribe(shop.momento, shop.momento.tokens.issue());
    try {
      await shop.invoke('change-price', { ...kettle, price: 31 });
      expect(await subscriber.next()).toBe('kettle: 31');
    } finally {
      subscriber.close();
    }
  });
});

describe('a rotation of the token', () => {
  it('is followed by warm containers, at two reads of the store each', async () => {
    const first = begin();
    await shop.invoke('get-product', { id: 'kettle' });
    await shop.invoke('change-price', kettle);

    shop.aws.secrets.put(SECRET_NAME, shop.momento.tokens.issue());
    shop.momento.tokens.revoke(first);
    shop.aws.calls.clear();
    const read = await shop.invoke('get-product', { id: 'kettle' });
    expect(read).toMatchObject({ cold: false, payload: kettle });
    const changed = await shop.invoke('change-price', { ...kettle, price: 34 });
    expect(changed).toMatchObject({ cold: false, payload: { price: 34 } });
    expect(shop.aws.calls.matching({ outcome: 'ok' })).toHaveLength(2);

    const calls = shop.aws.calls.length;
    await shop.invoke('get-product', { id: 'kettle' });
    expect(shop.aws.calls).toHaveLength(calls);
  });

  it('is a command', async () => {
    begin();
    const token = shop.momento.tokens.issue();
    expect(await setToken(shop.aws, token)).not.toContain(token);
    expect((await shop.invoke('get-product', { id: 'kettle' })).error).toBeUndefined();
  });
});

describe('what goes wrong', () => {
  const get = () => shop.invoke('get-product', { id: 'kettle' });

  it.each([
    ['has expired', () => shop.momento.tokens.issue(-1)],
    [
      'is revoked',
      () => {
        const token = shop.momento.tokens.issue();
        shop.momento.tokens.revoke(token);
        return token;
      },
    ],
  ])('fails where the token %s, and no log has it', async (_, tokenOf) => {
    const token = begin(tokenOf());
    const { error, logs } = await get();
    expect(error?.errorMessage).toContain('UNAUTHENTICATED');
    expect(JSON.stringify([error, logs])).not.toContain(keyOf(token).slice(0, 12));
  });

  it.each([
    ['is JSON', (token: string) => JSON.stringify({ Momento_Auth_Token: token })],
    ['ends with a line end', (token: string) => `${token}\n`],
    ['is half of one', (token: string) => token.slice(Math.floor(token.length / 8) * 4)],
    ['is a v2 key without its endpoint', keyOf],
  ])('says how to set the token where it %s, and shows nothing of it', async (_, change) => {
    const value = begin(change(shop.momento.tokens.issue()));
    const { error, logs } = await get();
    expect(error?.errorMessage).toContain('Resolution: npx amplify-secrets set momentoToken');
    const printed = JSON.stringify([error, logs]);
    for (const text of [value, Buffer.from(value, 'base64').toString('latin1')]) {
      expect(printed).not.toContain(text.slice(0, 10));
    }
  });

  it('says how to create the secret where there is none', async () => {
    begin();
    shop.aws.secrets.remove(SECRET_NAME);
    const { error } = await get();
    // AWS answers alike where it is missing, and where it is not granted.
    expect(error?.errorType).toBe('SecretAccessDeniedError');
    expect(error?.resolution).toContain(SECRET_NAME);
  });

  it('does not trust another authority', async () => {
    begin();
    const { error } = await shop.invoke('get-product', { id: 'kettle' }, { NODE_EXTRA_CA_CERTS: '' });
    expect(error?.errorMessage).toMatch(/UNAVAILABLE|DEADLINE_EXCEEDED/);
  });
});

describe('a v2 key', () => {
  it('is accepted with its endpoint in a variable', async () => {
    begin(keyOf(shop.momento.tokens.issue()));
    const { payload } = await shop.invoke('get-product', { id: 'kettle' }, { MOMENTO_ENDPOINT: ENDPOINT });
    expect(payload).toMatchObject({ id: 'kettle' });
  });
});
