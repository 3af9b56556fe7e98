import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { isSecretsError } from '../contract/errors.js';
import { preview, secrets, TOKENS, updatingWorld } from './updating-world.test.support.js';

const OWN = '/amplify/d123/main-branch-abc/tokens';
const SHARED = '/amplify/shared/d123/tokens';
const { signal } = new AbortController();

let world: Awaited<ReturnType<typeof updatingWorld>>;
const worlds: (typeof world)[] = [];
beforeEach(async () => {
  world = await updatingWorld();
  worlds.push(world);
  world.aws.parameters.put(OWN, JSON.stringify(TOKENS));
});
afterAll(() => Promise.all(worlds.map(({ aws }) => aws.close())));

const client = () => world.client({ descriptor: preview });
const put = (value: unknown, Name = OWN) =>
  world.transport.call(
    'PutParameter',
    { Name, Value: JSON.stringify(value), Type: 'SecureString', Overwrite: true },
    { signal },
  );
const stored = async (Name = OWN) => {
  const { Parameters = [] } = await world.transport.call(
    'GetParameters',
    { Names: [Name], WithDecryption: true },
    { signal },
  );
  return JSON.parse(Parameters[0]?.Value ?? 'null');
};

describe('updateSecret in Amplify’s store', () => {
  it('writes the fields that changed, and caches them', async () => {
    const own = client();
    const updated = await own.updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' }));
    expect(updated).toEqual({ ...TOKENS, accessToken: 'access-2' });
    expect(await stored()).toEqual(updated);
    const before = world.aws.calls.length;
    expect(await own.getSecret(secrets.tokens)).toEqual(updated);
    expect(world.aws.calls.length).toBe(before);
  });

  it('writes to the deployment’s own folder what it read in the shared one', async () => {
    world.aws.parameters.put('/amplify/shared/d123/note', 'shared');
    expect(await client().updateSecret(secrets.note, (note) => `${note}, own`)).toBe('shared, own');
    expect(await client().getSecret(secrets.note)).toBe('shared, own');
    await expect(stored(SHARED)).resolves.toBeNull();
  });

  it('writes bytes as base64', async () => {
    world.aws.parameters.put('/amplify/d123/main-branch-abc/keystore', 'AQI=');
    const update = () => client().updateSecret(secrets.keystore, (bytes) => Uint8Array.of(...bytes.slice(0, 2), 3));
    expect(await update()).toEqual(Uint8Array.of(1, 2, 3));
    const before = world.aws.calls.filter(({ operation }) => operation === 'PutParameter').length;
    expect(await update()).toEqual(Uint8Array.of(1, 2, 3));
    expect(world.aws.calls.filter(({ operation }) => operation === 'PutParameter').length).toBe(before);
  });

  it('writes onto what another writer wrote to other fields meanwhile', async () => {
    const updated = await client().updateSecret(secrets.tokens, async () => {
      await put({ ...TOKENS, expiresAt: 77 });
      return { accessToken: 'access-2' };
    });
    expect(updated).toEqual({ ...TOKENS, accessToken: 'access-2', expiresAt: 77 });
    expect(await stored()).toEqual(updated);
  });

  it('rejects with its value where the same field was changed meanwhile', async () => {
    const updating = client().updateSecret(secrets.tokens, async () => {
      await put({ ...TOKENS, accessToken: 'theirs' });
      return { accessToken: 'mine' };
    });
    const error = await updating.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'SecretConflictError' });
    expect(isSecretsError(error) && error.value?.reveal()).toMatchObject({ accessToken: 'mine' });
    expect(await stored()).toMatchObject({ accessToken: 'theirs' });
  });

  it('says afterwards which version it overwrote', async () => {
    let isMeddled = false;
    const own = world.meddling(
      async (operation, _input, send) => {
        if (operation === 'PutParameter' && !isMeddled) {
          isMeddled = true;
          await put({ ...TOKENS, expiresAt: 77 });
        }
        return send();
      },
      { descriptor: preview },
    );
    const error = await own.updateSecret(secrets.tokens, () => ({ accessToken: 'mine' })).catch((reason) => reason);
    expect(error).toMatchObject({
      name: 'SecretConflictError',
      message:
        'The Amplify secret "tokens" was updated, and so overwrote version 2, which another writer wrote at the same time: Parameter Store has no compare-and-set.',
      resolution: "Read what was overwritten, and write what counts: getSecret(secrets.tokens, { version: '2' }).",
    });
    expect(await own.getSecret(secrets.tokens, { version: '2' })).toMatchObject({ expiresAt: 77 });
  });

  it.each([
    ['throttles', { kind: 'throttle', times: 2 }],
    ['loses its answer', { kind: 'reset', when: 'midway', times: 1 }],
    ['answers with a web page', { kind: 'malformed', body: 'html', times: 1 }],
    ['does not answer', { kind: 'hang', times: 1 }],
  ] as const)('writes where Parameter Store %s', async (_, fault) => {
    world.aws.faults.add({ ...fault, operation: 'PutParameter' });
    const updated = await world
      .client({ descriptor: preview, timeout: 400 })
      .updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' }));
    expect(await stored()).toEqual(updated);
  });

  it.each([
    ['ssm:GetParameters', 'SecretAccessDeniedError'],
    ['ssm:PutParameter', 'SecretUpdateLostError'],
  ])('names the permission %s where it is missing', async (action, name) => {
    world.denied.add(action);
    const error = await client()
      .updateSecret(secrets.tokens, () => ({ accessToken: 'access-2' }))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name, message: expect.stringContaining(`the role lacks ${action} on it`) });
  });
});
