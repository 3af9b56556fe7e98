import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RefreshEvent, synthesizeRefresh } from './refresh-project.js';
import { type RefreshWorld, startRefreshWorld } from './refresh-world.js';

// What it prints is in docs/rotation.md.
const PROCESSES = 50;

let world: RefreshWorld;
beforeAll(async () => {
  world = await startRefreshWorld(await synthesizeRefresh());
});
afterAll(() => world.close());

/** Fifty processes that find one token due at the same moment. */
async function refreshedAtOnce(way: RefreshEvent['way']) {
  const { aws, provider } = world;
  const before = { asked: provider.asked, revoked: provider.revoked };
  world.authorize();
  aws.calls.clear();
  const endings = await world.refreshAtOnce(PROCESSES, { way });
  const counted = {
    asked: provider.asked - before.asked,
    revoked: provider.revoked - before.revoked,
    failed: endings.filter(({ error }) => error).length,
    working: endings.filter(({ accessToken }) => provider.accepts(accessToken)).length,
    versions: aws.calls.count({ operation: 'PutSecretValue', outcome: 'ok' }),
    reads: aws.calls.count({ operation: 'GetSecretValue' }),
  };
  console.log(`${PROCESSES} processes, ${way}: ${JSON.stringify(counted)}`);
  return { endings, counted };
}

describe('fifty processes that refresh one token at once', () => {
  it('ask the provider once where they take turns, and all get the same tokens', async () => {
    const before = world.provider.asked;
    const { endings, counted } = await refreshedAtOnce('turns');
    expect(endings.filter(({ error }) => error)).toEqual([]);
    // One version is the turn, one is the tokens.
    expect(counted).toMatchObject({ asked: 1, revoked: 0, working: PROCESSES, versions: 2 });
    expect(new Set(endings.map(({ pid }) => pid)).size).toBe(PROCESSES);
    expect(new Set(endings.map(({ accessToken }) => accessToken)).size).toBe(1);
    // Whoever comes later finds them in the store.
    expect(await world.refresh()).toMatchObject({ accessToken: endings[0]?.accessToken });
    expect(world.provider.asked - before).toBe(1);
  });

  it.each(['no turns', 'read and put'] as const)(
    'use up the token more than once, by %s, and no token works any more',
    async (way) => {
      // As where a second request is on its way before the first is answered.
      world.provider.fault = { kind: 'crowd', size: 2 };
      const { counted } = await refreshedAtOnce(way);
      expect(counted).toMatchObject({ revoked: 1, working: 0 });
      expect(counted.asked).toBeGreaterThan(1);
    },
  );
});
