import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SecretNotChanged } from './secret-not-changed.js';
import { secrets, type Tokens, updatingWorld } from './updating-world.test.support.js';

let world: Awaited<ReturnType<typeof updatingWorld>>;
const worlds: (typeof world)[] = [];
beforeEach(async () => {
  world = await updatingWorld();
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map(({ aws }) => aws.close())));

const now = () => Date.now() + world.clock.ahead;
const when = ({ expiresAt }: Tokens) => expiresAt < 500;
const NEW = { accessToken: 'new', refreshToken: 'new', expiresAt: 1000 };

// More than one call of the transport repeats by itself.
const FAULTS = [
  ['throttles', { kind: 'throttle', times: 12 }],
  ['answers with errors of its own', { kind: 'error', times: 12 }],
  ['resets connections', { kind: 'reset', times: 12 }],
] as const;

describe.each(FAULTS)('a store that %s for a while', (_, given) => {
  const fault = { ...given, operation: 'GetSecretValue' };

  it('costs nobody the turn who has it', async () => {
    let calls = 0;
    const owner = world.meddling(
      async (operation, _input, send) => {
        const answer = await send();
        // The last call before it looks whether the version is still current.
        if (operation === 'UpdateSecretVersionStage' && ++calls === 1) world.aws.faults.add(fault);
        return answer;
      },
      { now },
    );
    expect(await owner.updateSecret(secrets.tokens, () => NEW, { when })).toEqual(NEW);
  });

  it('makes nobody fail who waits for a turn', async () => {
    let answer: (tokens: Tokens) => void = () => {};
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const holding = world.client({ now }).updateSecret(
      secrets.tokens,
      () =>
        new Promise<Tokens>((resolve) => {
          answer = resolve;
          isAsked();
        }),
      { when },
    );
    await asked;
    let reads = 0;
    let failing: ReturnType<typeof world.aws.faults.add> | undefined;
    const waiter = world.meddling(
      (operation, _input, send) => {
        // The fifth read is its first look at a turn that is not over.
        if (operation === 'GetSecretValue' && ++reads === 5) failing = world.aws.faults.add(fault);
        if (failing && failing.hits >= fault.times) answer(NEW);
        return send();
      },
      { now },
    );
    expect(await waiter.updateSecret(secrets.tokens, () => Promise.reject(new Error('twice')), { when })).toEqual(NEW);
    expect(await holding).toEqual(NEW);
  });
});

describe('the fifth turn in an hour whose provider consumed nothing', () => {
  it('tells others the time at which the next one may begin, and no earlier one', async () => {
    const refuse = () =>
      world
        .client({ now })
        .updateSecret(secrets.tokens, () => Promise.reject(new SecretNotChanged('busy')), { when })
        .then(() => undefined)
        .catch((error: unknown) => error);
    const began = now();
    for (const pause of [6, 21, 81, 321, 0]) {
      expect(await refuse()).toMatchObject({ name: 'SecretNotChanged' });
      world.clock.ahead += pause * 1000;
    }
    const [, time = ''] =
      /failed with SecretNotChanged, and the next turn begins at (.*)\.$/.exec(`${await refuse()}`) ?? [];
    expect(Date.parse(time)).toBeGreaterThanOrEqual(began + 3_600_000);
    world.clock.ahead += Date.parse(time) - now();
    expect(await refuse()).toMatchObject({ name: 'SecretNotChanged' });
  });
});
