import { describe, expect, it } from 'vitest';
import { isSecretsError } from '../contract/errors.js';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { type Fate, randomOf, simulation } from './simulated-aws.test.support.js';

interface Tokens {
  readonly accessToken: string;
  readonly expiresAt: number;
}

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', dev: '*' },
  secrets: { tokens: jsonSecret<Tokens>() },
});
const TOKENS: Tokens = { accessToken: 'old', expiresAt: 0 };
const HOUR = 3_600_000;

/** An update of a container that is frozen for an hour during its call `frozenAt`, whose connection is closed meanwhile. */
async function frozen(frozenAt: number, fate: Fate, turns: boolean) {
  let calls = 0;
  const world = simulation(TOKENS, randomOf(frozenAt), () => {
    if (calls++ !== frozenAt) return 'done';
    world.clock.now += HOUR;
    return fate;
  });
  const called: number[] = [];
  let ended: unknown;
  const { client } = world.container();
  const began = world.clock.now;
  const updating = client.updateSecret(
    secrets.tokens,
    () => {
      called.push(world.clock.now - began);
      return { accessToken: 'new', expiresAt: 1 };
    },
    { when: ({ expiresAt }) => expiresAt < 1, turns },
  );
  updating.then(
    (value) => {
      ended = value;
    },
    (error: unknown) => {
      ended = error;
    },
  );
  await world.run();
  return { calls, called, ended, stored: JSON.parse(world.secret.current()) };
}

describe.each([
  ['in turn', true],
  ['in no turn', false],
])('a container that is frozen during an update %s', (_, turns) => {
  it.each<Fate>(['done', 'failed', 'lost'])(
    'writes what change returned, and calls it neither twice nor late, if a call was %s',
    async (fate) => {
      const { calls } = await frozen(-1, 'done', turns);
      let written = 0;
      for (let at = 0; at < calls; at++) {
        const { called, ended, stored } = await frozen(at, fate, turns);
        expect(called.length, `call ${at}`).toBeLessThanOrEqual(1);
        // After an hour its time is up: neither the turn nor the value that it read counts any more.
        expect(
          called.every((after) => after < HOUR),
          `call ${at}`,
        ).toBe(true);
        const isWritten = called.length === 1;
        if (isWritten) written += 1;
        expect(stored, `call ${at}`).toEqual(isWritten ? { accessToken: 'new', expiresAt: 1 } : TOKENS);
        if (isWritten) expect(ended, `call ${at}`).toEqual(stored);
        else expect(isSecretsError(ended), `call ${at}`).toBe(true);
      }
      expect(written).toBeGreaterThan(1);
      expect(written).toBeLessThan(calls);
    },
  );
});
