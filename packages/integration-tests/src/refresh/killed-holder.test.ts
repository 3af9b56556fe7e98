import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { synthesizeRefresh } from './refresh-project.js';
import { type Ending, type RefreshWorld, startRefreshWorld } from './refresh-world.js';
import type { PassingCall } from './store-gate.js';

let world: RefreshWorld;
beforeAll(async () => {
  world = await startRefreshWorld(await synthesizeRefresh());
});
afterAll(() => world.close());
beforeEach(() => world.authorize());

/** Longer than a turn lasts at most, and the margin for clocks that differ. */
const TURN_MS = 80_000;
const TURN = 'PutSecretValue AMPLIFY_SECRETS_TURN';
const PUT = 'PutSecretValue AMPLIFY_SECRETS_UPDATE';
const PROMOTION = 'UpdateSecretVersionStage AWSCURRENT';
const CLEANING = 'UpdateSecretVersionStage AMPLIFY_SECRETS_UPDATE';
const KILLED: Ending = { error: 'Runtime.ExitError', message: expect.stringContaining('SIGKILL') };

/** Runs a process that is killed (SIGKILL) at the first call for which `isThere`. That call, or its answer, goes no further. */
async function runKilled(isThere: (call: PassingCall) => boolean) {
  const { gate, line, provider } = world;
  const before = provider.asked;
  const passed: string[] = [];
  let pid = 0;
  let isDead = false;
  line.shut();
  gate.watch = (call) => {
    if (isDead) return true;
    const { operation, stage, moment } = call;
    passed.push(`${moment} ${operation}${stage === undefined ? '' : ` ${stage}`}`);
    isDead = isThere(call) && process.kill(pid, 'SIGKILL');
    return isDead;
  };
  const running = world.refresh({}, 'killed');
  [pid = 0] = await line.arrived(1);
  line.open();
  const ending = await running;
  gate.watch = undefined;
  return { ending, passed, asked: provider.asked - before };
}

const killedAt = (moment: PassingCall['moment'], which: string) =>
  runKilled((call) => call.moment === moment && `${call.operation} ${call.stage}` === which);

/** What the next process comes to that has little time and the turn of the dead one before it. */
const refreshAtOnce = () => world.refresh({ time: 3_000 });

/** What the next process comes to when that turn is over. */
async function refreshLater() {
  await world.aws.advance(TURN_MS);
  return world.refresh();
}

const stages = () => Object.keys(world.aws.secrets.list()[0]?.stages ?? {}).sort();

describe('a process that is killed while it has the turn', () => {
  it.each(['before', 'after'] as const)(
    'keeps its turn to the end, %s its turn reached the store and before the provider was asked: then the next one refreshes',
    async (moment) => {
      const { asked, revoked } = world.provider;
      expect(await killedAt(moment, TURN)).toMatchObject({ ending: KILLED, asked: 0 });
      if (moment === 'after') {
        expect(await refreshAtOnce()).toMatchObject({ error: expect.stringContaining('Timeout') });
        expect(world.provider.asked).toBe(asked);
      }
      const { accessToken } = await refreshLater();
      expect(world.provider.accepts(accessToken)).toBe(true);
      expect(world.provider).toMatchObject({ asked: asked + 1, revoked });
    },
  );

  it('loses the tokens between the answer of the provider and the write, and the next one is refused', async () => {
    const { asked, revoked } = world.provider;
    expect(await killedAt('before', PUT)).toMatchObject({ ending: KILLED, asked: 1 });
    // Nobody spends the old token for the second time before the turn is over.
    expect(await refreshAtOnce()).toMatchObject({ error: expect.stringContaining('Timeout') });
    expect(world.provider).toMatchObject({ asked: asked + 1, revoked });
    expect(await refreshLater()).toMatchObject({ error: 'SecretNotChanged', message: 'HTTP 400' });
    expect(world.provider).toMatchObject({ asked: asked + 2, revoked: revoked + 1 });
    // The user authorizes the app anew.
    world.authorize();
    const { accessToken } = await world.refresh();
    expect(world.provider.accepts(accessToken)).toBe(true);
  });

  it.each([
    ['after', PUT],
    ['before', PROMOTION],
    ['after', PROMOTION],
    ['before', CLEANING],
  ] as const)('leaves tokens that the next one finds at once, %s %s', async (moment, which) => {
    const { asked, revoked } = world.provider;
    expect(await killedAt(moment, which)).toMatchObject({ ending: KILLED, asked: 1 });
    expect(stages()).toContain('AMPLIFY_SECRETS_UPDATE');
    const { accessToken } = await world.refresh();
    expect(world.provider.accepts(accessToken)).toBe(true);
    expect(world.provider).toMatchObject({ asked: asked + 1, revoked });
    expect(stages()).toEqual(['AMPLIFY_SECRETS_TURN', 'AWSCURRENT', 'AWSPREVIOUS']);
  });

  it('ends in one of these ways wherever it is killed, and loses tokens nowhere else', async () => {
    const lost = new Set<string | undefined>();
    for (let at = 1; ; at++) {
      world.authorize();
      const { revoked } = world.provider;
      let number = 0;
      const { ending, passed, asked } = await runKilled(() => ++number === at);
      // It got to its end before so many calls.
      if (ending.accessToken) break;
      const later = await refreshLater();
      if (later.error) {
        expect(later).toMatchObject({ error: 'SecretNotChanged', message: 'HTTP 400' });
        expect(world.provider.revoked).toBe(revoked + 1);
        lost.add(passed.at(-1));
      } else {
        expect(world.provider.accepts(later.accessToken), passed.at(-1)).toBe(true);
        expect({ asked: asked <= 1, revoked: world.provider.revoked }).toEqual({ asked: true, revoked });
      }
      expect(at).toBeLessThan(100);
    }
    expect([...lost]).toEqual([`before ${PUT}`]);
  });
});
