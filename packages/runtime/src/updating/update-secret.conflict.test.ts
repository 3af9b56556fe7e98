import { inspect } from 'node:util';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { isSecretsError } from '../contract/errors.js';
import { UPDATE_STAGE } from './adopt-version.js';
import { jsonOf, secrets, TOKENS, updatingWorld } from './updating-world.test.support.js';

let world: Awaited<ReturnType<typeof updatingWorld>>;
const worlds: (typeof world)[] = [];
beforeEach(async () => {
  world = await updatingWorld();
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map(({ aws }) => aws.close())));

const failureOf = (updating: Promise<unknown>) => updating.then(() => undefined).catch((error: unknown) => error);

describe('updateSecret, where another writer was faster', () => {
  it('writes its fields onto a version that left them alone', async () => {
    const client = world.client();
    const updated = await client.updateSecret(secrets.tokens, async () => {
      await world.put({ ...TOKENS, expiresAt: 77 });
      return { accessToken: 'access-2' };
    });
    expect(updated).toEqual({ ...TOKENS, accessToken: 'access-2', expiresAt: 77 });
    expect(jsonOf(await world.stored())).toEqual(updated);
    expect(jsonOf(await world.stored({ VersionStage: 'AWSPREVIOUS' }))).toMatchObject({ expiresAt: 77 });
  });

  it('takes the current value where when no longer asks for a change', async () => {
    const asked: number[] = [];
    const updated = await world.client().updateSecret(
      secrets.tokens,
      async () => {
        await world.put({ accessToken: 'theirs', refreshToken: 'theirs', expiresAt: 1000 });
        return { accessToken: 'mine', refreshToken: 'mine', expiresAt: 999 };
      },
      { when: ({ expiresAt }) => asked.push(expiresAt) > 0 && expiresAt < 500, turns: false },
    );
    expect({ updated, asked }).toEqual({
      updated: { accessToken: 'theirs', refreshToken: 'theirs', expiresAt: 1000 },
      asked: [1, 1000],
    });
  });

  it('rejects with its own value where the same field was changed, and shows it in no log', async () => {
    const client = world.client();
    const error = await failureOf(
      client.updateSecret(secrets.tokens, async () => {
        await world.put({ ...TOKENS, accessToken: 'theirs' });
        return { accessToken: 'canary-of-mine' };
      }),
    );
    expect(error).toMatchObject({
      name: 'SecretConflictError',
      message: 'Secret "myapp/prod/tokens" was not updated: another writer changed it meanwhile.',
      resolution:
        'If the new value counts, write it: putSecret(secrets.tokens, error.value.reveal()). If not, read the current one.',
    });
    expect(isSecretsError(error) && error.value?.reveal()).toEqual({ ...TOKENS, accessToken: 'canary-of-mine' });
    expect(inspect(error, { showHidden: true, depth: 9 }) + JSON.stringify({ error })).not.toContain('canary');
    expect(jsonOf(await world.stored())).toMatchObject({ accessToken: 'theirs' });
    expect(client.events).toContainEqual({ type: 'conflict', name: 'myapp/prod/tokens' });
    await expect(world.stored({ VersionStage: UPDATE_STAGE })).rejects.toMatchObject({ reason: 'version' });
  });

  it('rejects where when throws over the other writer’s value, still with its own', async () => {
    let asked = 0;
    const error = await failureOf(
      world.client().updateSecret(
        secrets.tokens,
        async () => {
          await world.put({ ...TOKENS, accessToken: 'theirs' });
          return { accessToken: 'mine' };
        },
        {
          turns: false,
          when: () => {
            if (asked++ > 0) throw new Error('unexpected');
            return true;
          },
        },
      ),
    );
    expect(isSecretsError(error) && error.value?.reveal()).toMatchObject({ accessToken: 'mine' });
  });

  it.each([
    ['a string', secrets.note, 'mine'],
    ['bytes', secrets.keystore, Uint8Array.of(9)],
    ['a list', secrets.list, ['mine']],
  ] as const)('never merges %s', async (_, target, value) => {
    const other = world.client();
    const theirs = typeof value === 'string' ? 'theirs' : Array.isArray(value) ? ['theirs'] : Uint8Array.of(8);
    const error = await failureOf(
      world.client().updateSecret(target as never, async () => {
        await other.putSecret(target as never, theirs as never);
        return value as never;
      }),
    );
    expect(error).toMatchObject({ name: 'SecretConflictError' });
    expect(await other.getSecret(target as never)).toEqual(theirs);
  });

  it('succeeds where the other writer wrote the same', async () => {
    const updated = await world.client().updateSecret(secrets.tokens, async () => {
      await world.put({ ...TOKENS, accessToken: 'same' });
      return { accessToken: 'same' };
    });
    expect(updated).toEqual({ ...TOKENS, accessToken: 'same' });
  });

  it('loses no field of twelve updates of fields of their own', async () => {
    const write = (field: string) =>
      world.client({ timeout: 10_000 }).updateSecret(secrets.tokens, () => ({ [field]: field }) as never);
    const fields = Array.from({ length: 12 }, (_, index) => `field${index}`);
    await Promise.all(fields.map(write));
    expect(jsonOf(await world.stored())).toEqual({
      ...TOKENS,
      ...Object.fromEntries(fields.map((field) => [field, field])),
    });
  });
});

describe('updateSecret, of a version that a container could not make current', () => {
  /** Lets an update die between its put and its promotion. */
  async function abandon(fields: Partial<typeof TOKENS>) {
    const dead = new Promise<never>(() => {});
    let isPut: () => void = () => {};
    const put = new Promise<void>((resolve) => {
      isPut = resolve;
    });
    const client = world.meddling((operation, _input, send) => {
      if (operation !== 'UpdateSecretVersionStage') return send();
      isPut();
      return dead;
    });
    client.updateSecret(secrets.tokens, () => fields).catch(() => {});
    await put;
  }

  it('makes it current before when is asked', async () => {
    await abandon({ accessToken: 'access-2', expiresAt: 1000 });
    const updated = await world.client().updateSecret(secrets.tokens, () => ({ accessToken: 'never' }), {
      when: ({ expiresAt }) => expiresAt < 500,
      turns: false,
    });
    expect(updated).toEqual({ ...TOKENS, accessToken: 'access-2', expiresAt: 1000 });
    expect(jsonOf(await world.stored())).toEqual(updated);
    expect((await world.stored()).VersionStages).toEqual(['AWSCURRENT']);
  });

  it('leaves it where another version became current', async () => {
    await abandon({ accessToken: 'access-2' });
    await world.put({ ...TOKENS, expiresAt: 5 });
    await world.client().updateSecret(secrets.tokens, () => ({ refreshToken: 'refresh-2' }));
    expect(jsonOf(await world.stored())).toEqual({ ...TOKENS, refreshToken: 'refresh-2', expiresAt: 5 });
  });

  it('leaves it after an hour, when somebody may want the secret as it is', async () => {
    world.clock.ahead = -3_601_000;
    await abandon({ accessToken: 'access-2' });
    world.clock.ahead = 0;
    expect(await world.client().updateSecret(secrets.tokens, () => ({}))).toEqual(TOKENS);
  });

  it.each(['abandoned', 'current, and kept its stage'])(
    'undoes no rollback from a version that came after it: it was %s',
    async (was) => {
      const { VersionId: first } = await world.stored();
      const move = (RemoveFromVersionId: string, MoveToVersionId = `${first}`) =>
        world.transport.call(
          'UpdateSecretVersionStage',
          { SecretId: 'myapp/prod/tokens', VersionStage: 'AWSCURRENT', RemoveFromVersionId, MoveToVersionId },
          { signal: new AbortController().signal },
        );
      await abandon({ accessToken: 'access-2' });
      const { VersionId: second } = await world.stored({ VersionStage: UPDATE_STAGE });
      if (was !== 'abandoned') await move(`${first}`, `${second}`);
      world.clock.ahead = 1000;
      await move(await world.put({ ...TOKENS, accessToken: 'access-3' }));
      expect(await world.client().updateSecret(secrets.tokens, () => ({ expiresAt: 2 }))).toEqual({
        ...TOKENS,
        expiresAt: 2,
      });
    },
  );

  it('undoes no rollback of a version that was current', async () => {
    const { VersionId: first } = await world.stored();
    // The removal of the stage fails, so that it stays on the version.
    let moves = 0;
    const client = world.meddling((operation, _input, send) =>
      operation === 'UpdateSecretVersionStage' && ++moves === 2 ? new Promise<never>(() => {}) : send(),
    );
    await client.updateSecret(secrets.tokens, () => ({ accessToken: 'bad' }));
    const { VersionId: second } = await world.stored({ VersionStage: UPDATE_STAGE });
    await world.transport.call(
      'UpdateSecretVersionStage',
      {
        SecretId: 'myapp/prod/tokens',
        VersionStage: 'AWSCURRENT',
        RemoveFromVersionId: `${second}`,
        MoveToVersionId: `${first}`,
      },
      { signal: new AbortController().signal },
    );
    expect(await world.client().updateSecret(secrets.tokens, () => ({}))).toEqual(TOKENS);
    await expect(world.stored({ VersionStage: UPDATE_STAGE })).rejects.toMatchObject({ reason: 'version' });
  });

  it('counts its own version as written where somebody else made it current, and wrote on', async () => {
    let isMeddled = false;
    const client = world.meddling(async (operation, _input, send) => {
      if (operation === 'UpdateSecretVersionStage' && !isMeddled) {
        isMeddled = true;
        // Adopts the version, and changes it further.
        await world.client().updateSecret(secrets.tokens, () => ({ accessToken: 'access-3' }));
      }
      return send();
    });
    const updated = await client.updateSecret(secrets.tokens, () => ({ accessToken: 'access-2', expiresAt: 2 }));
    expect(updated).toEqual({ ...TOKENS, accessToken: 'access-3', expiresAt: 2 });
  });
});
