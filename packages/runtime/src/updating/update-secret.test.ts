import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { UPDATE_STAGE } from './adopt-version.js';
import { jsonOf, NAME, secrets, TOKENS, updatingWorld } from './updating-world.test.support.js';

let world: Awaited<ReturnType<typeof updatingWorld>>;
const worlds: (typeof world)[] = [];
beforeEach(async () => {
  world = await updatingWorld();
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map(({ aws }) => aws.close())));

describe('updateSecret', () => {
  it('writes the fields that change returns, and resolves with the whole value', async () => {
    const updated = await world.client().updateSecret(secrets.tokens, ({ refreshToken }) => ({
      accessToken: 'access-2',
      refreshToken: `${refreshToken}0`,
    }));
    expect(updated).toEqual({ accessToken: 'access-2', refreshToken: 'refresh-10', expiresAt: 1 });
    expect(jsonOf(await world.stored())).toEqual(updated);
    expect(`${updated}`).toContain('redacted');
  });

  it('leaves a field as it is that change returns as undefined', async () => {
    const answer: { readonly refresh_token?: string } = {};
    await world.client().updateSecret(secrets.tokens, () => ({ expiresAt: 2, refreshToken: answer.refresh_token }));
    expect(jsonOf(await world.stored())).toEqual({ ...TOKENS, expiresAt: 2 });
  });

  it('writes the whole of a string, of bytes and of a list', async () => {
    const client = world.client();
    expect(await client.updateSecret(secrets.note, (note) => `${note}, second`)).toBe('first, second');
    expect(await client.updateSecret(secrets.keystore, (bytes) => Uint8Array.of(...bytes, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
    expect(await client.updateSecret(secrets.list, (list) => [...list, 'b'])).toEqual(['a', 'b']);
    expect(await client.updateSecret('myapp/prod/note', () => 'by name')).toBe('by name');
    expect(await client.getSecret(secrets.note, { fresh: true })).toBe('by name');
  });

  it('does not write what a schema made of a field that change only copied', async () => {
    const counter = await world.client().updateSecret(secrets.counter, (read) => ({ ...read, count: '7' }));
    expect(counter).toEqual({ count: 7 });
    await world.client().updateSecret(secrets.counter, (read) => read as never);
    expect(jsonOf(await world.stored({}, 'myapp/prod/counter'))).toEqual({ count: '7', by: 'nobody' });
  });

  it('writes nothing where nothing differs', async () => {
    const client = world.client();
    expect(await client.updateSecret(secrets.tokens, (tokens) => ({ ...tokens }))).toEqual(TOKENS);
    expect(await client.updateSecret(secrets.note, (note) => note)).toBe('first');
    expect(await client.updateSecret(secrets.keystore, (bytes) => bytes)).toEqual(Uint8Array.of(1, 2));
    expect(world.asked()).not.toContain('PutSecretValue');
  });

  it('reads past the cache, and calls change only if when says so', async () => {
    const client = world.client();
    await client.getSecret(secrets.tokens);
    await world.put({ ...TOKENS, expiresAt: 5000 });
    let calls = 0;
    const tokens = await client.updateSecret(
      secrets.tokens,
      () => {
        calls += 1;
        return {};
      },
      { when: ({ expiresAt }) => expiresAt < 5000, turns: false },
    );
    expect({ tokens, calls }).toEqual({ tokens: { ...TOKENS, expiresAt: 5000 }, calls: 0 });
    expect(await client.getSecret(secrets.tokens)).toEqual(tokens);
  });

  it('caches what it wrote', async () => {
    const client = world.client();
    await client.getSecret(secrets.tokens);
    const updated = await client.updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' }));
    const before = world.aws.calls.length;
    expect(await client.getSecret(secrets.tokens)).toEqual(updated);
    expect(world.aws.calls.length).toBe(before);
    expect(client.events.map(({ type }) => type)).toEqual(['miss', 'update', 'hit']);
  });

  it('keeps what it wrote where a read that began earlier ends later', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reads = 0;
    const client = world.meddling(async (operation, _input, send) => {
      const answer = await send();
      // The first read gets its answer, and shows it when the update is over.
      if (operation === 'GetSecretValue' && ++reads === 1) await held;
      return answer;
    });
    const early = client.getSecret(secrets.tokens, { signal: AbortSignal.timeout(10_000) });
    while (reads === 0) await new Promise((resolve) => setImmediate(resolve));
    await client.updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' }));
    release();
    expect((await early).accessToken).toBe('access-1');
    expect((await client.getSecret(secrets.tokens)).accessToken).toBe('access-2');
  });

  it('leaves no stage of its own behind', async () => {
    await world.client().updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' }));
    expect(await world.stored()).toMatchObject({ VersionStages: ['AWSCURRENT'] });
    expect(world.asked()).toEqual([
      'GetSecretValue',
      'GetSecretValue',
      'PutSecretValue',
      'UpdateSecretVersionStage',
      'UpdateSecretVersionStage',
      'GetSecretValue',
    ]);
    await expect(world.stored({ VersionStage: UPDATE_STAGE })).rejects.toMatchObject({ reason: 'version' });
  });

  it('rejects with what change throws, and writes nothing', async () => {
    const failure = new Error('The provider is down.');
    const updating = world.client().updateSecret(secrets.tokens, () => Promise.reject(failure));
    await expect(updating).rejects.toBe(failure);
    expect(world.asked()).not.toContain('PutSecretValue');
  });
});

describe('the options of updateSecret', () => {
  it.each<[string, unknown, object]>([
    ['turns without when', () => ({}), { turns: true }],
    ['an option of another name', () => ({}), { whenever: () => true }],
    ['a when that is no function', () => ({}), { when: true }],
    ['turns that are no boolean', () => ({}), { when: () => true, turns: 'yes' }],
    ['a value in place of change', { accessToken: 'x' }, {}],
  ])('refuse %s before any call', async (_, change, options) => {
    const updating = world.client().updateSecret(secrets.tokens, change as never, options as never);
    await expect(updating).rejects.toMatchObject({ name: 'ClientOptionInvalidError' });
    expect(world.aws.calls.length).toBe(0);
  });

  it('end an update whose signal aborts before change is called', async () => {
    const reason = new Error('not any more');
    const updating = world.client().updateSecret(secrets.tokens, () => ({}), { signal: AbortSignal.abort(reason) });
    await expect(updating).rejects.toBe(reason);
  });

  it('give change a signal that aborts with the caller’s', async () => {
    const caller = new AbortController();
    const reason = new Error('enough');
    let given: unknown;
    const updating = world.client().updateSecret(
      secrets.tokens,
      (_tokens, { signal }) =>
        new Promise<never>(() => {
          signal.addEventListener('abort', () => {
            given = signal.reason;
          });
          caller.abort(reason);
        }),
      { signal: caller.signal },
    );
    await expect(updating).rejects.toBe(reason);
    expect(given).toBe(reason);
  });

  it('end the wait for change when the time of the function is up, and write what it returns later', async () => {
    let answer: (fields: { accessToken: string }) => void = () => {};
    const client = world.client();
    const updating = client.updateSecret(
      secrets.tokens,
      () =>
        new Promise<{ accessToken: string }>((resolve) => {
          answer = resolve;
        }),
      { context: { getRemainingTimeInMillis: () => 600 } },
    );
    await expect(updating).rejects.toMatchObject({
      name: 'SecretUpdateTimeoutError',
      message: expect.stringMatching(/was not updated: `change`, whose result is .*, did not end within \d+ ms/),
    });
    answer({ accessToken: 'late' });
    while (!client.events.some(({ type }) => type === 'update')) await new Promise((resolve) => setImmediate(resolve));
    expect(jsonOf(await world.stored())).toMatchObject({ accessToken: 'late' });
  });
});

describe('an ARN', () => {
  it('is updated as its name is', async () => {
    const { ARN = '' } = await world.stored();
    await world.client().updateSecret(ARN, (text) => text.replace('access-1', 'access-2'));
    expect(jsonOf(await world.stored({}, NAME))).toMatchObject({ accessToken: 'access-2' });
  });
});
