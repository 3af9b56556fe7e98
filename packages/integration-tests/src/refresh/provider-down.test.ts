import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { synthesizeRefresh } from './refresh-project.js';
import { type Ending, type RefreshWorld, startRefreshWorld } from './refresh-world.js';

let world: RefreshWorld;
beforeAll(async () => {
  world = await startRefreshWorld(await synthesizeRefresh());
});
afterAll(() => world.close());
beforeEach(() => {
  world.provider.fault = undefined;
  world.authorize();
});

const PROCESSES = 8;
const HOUR = 3_600_000;
const clock = () => Date.now() + world.aws.ahead;
const refreshAll = () => world.refreshAtOnce(PROCESSES);

/** When the next turn begins, as the last of the errors says. */
function nextTurn(endings: readonly Ending[]): number {
  const times = endings.map(({ message = '' }) => / the next turn begins at (\S+)\.$/.exec(message)?.[1] ?? '');
  return Date.parse(times.sort().at(-1) ?? '');
}

/** Notes when the provider is asked. */
function noteAttempts(): readonly number[] {
  const attempts: number[] = [];
  world.provider.beforeAnswer = async () => void attempts.push(clock());
  return attempts;
}

describe('a fleet whose provider refuses', () => {
  it('asks it five times in an hour, each time later, and all who wait fail with what it said', async () => {
    world.provider.fault = { kind: 'refused' };
    const attempts = noteAttempts();
    const began = clock();
    while (clock() < began + HOUR) {
      const before = attempts.length;
      const endings = await refreshAll();
      const refused = endings.filter(({ error }) => error === 'SecretNotChanged');
      const waited = endings.filter(({ error }) => error === 'SecretTurnFailedError');
      expect(refused).toHaveLength(attempts.length - before);
      expect(waited).toHaveLength(PROCESSES - refused.length);
      for (const { message } of waited)
        expect(message).toMatch(/failed with SecretNotChanged|5 attempts of the last hour/);
      const next = nextTurn(waited);
      if (clock() < next - 5_000) {
        // Whoever comes sooner fails at once, and asks nobody.
        const asked = attempts.length;
        expect(await world.refresh()).toMatchObject({ error: 'SecretTurnFailedError' });
        expect(attempts).toHaveLength(asked);
      }
      await world.aws.advance(Math.max(0, next - clock()) + 100);
    }
    expect(attempts).toHaveLength(5);
    for (const [index, pause] of [5, 20, 80, 320].entries()) {
      const [before = 0, after = 0] = attempts.slice(index);
      expect(after - before).toBeGreaterThanOrEqual(pause * 1000);
    }
  });

  it('gets new tokens with the first turn after the provider accepts them again', async () => {
    world.provider.fault = { kind: 'refused' };
    const endings = await refreshAll();
    world.provider.fault = undefined;
    await world.aws.advance(Math.max(0, nextTurn(endings) - clock()) + 100);
    const attempts = noteAttempts();
    const renewed = await refreshAll();
    expect(attempts).toHaveLength(1);
    expect(renewed.filter(({ accessToken }) => world.provider.accepts(accessToken))).toHaveLength(PROCESSES);
  });
});

describe('a fleet whose provider is down', () => {
  it('asks it five times in an hour, each time after the turn before, and none who waits asks it, too', async () => {
    world.provider.fault = { kind: 'error', status: 503 };
    const attempts = noteAttempts();
    const began = clock();
    let last: Ending = {};
    while (last.error !== 'SecretTurnFailedError') {
      const before = attempts.length;
      last = await world.refresh();
      if (last.error === 'SecretTurnFailedError') break;
      expect(last).toMatchObject({ error: 'Error', message: 'HTTP 503' });
      // The token may be spent, so the turn is kept: another one waits until its own time is up.
      expect(await world.refresh({ time: 1_500 })).toMatchObject({ error: expect.stringContaining('Timeout') });
      expect(attempts).toHaveLength(before + 1);
      await world.aws.advance(80_000);
    }
    expect(attempts).toHaveLength(5);
    expect(last.message).toContain('5 attempts of the last hour changed nothing');
    expect(nextTurn([last])).toBeGreaterThanOrEqual(began + HOUR);

    world.provider.fault = undefined;
    await world.aws.advance(Math.max(0, nextTurn([last]) - clock()) + 100);
    const renewed = await refreshAll();
    expect(attempts).toHaveLength(6);
    expect(renewed.filter(({ accessToken }) => world.provider.accepts(accessToken))).toHaveLength(PROCESSES);
  });
});
