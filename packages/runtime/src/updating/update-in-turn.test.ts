import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { TransportFault } from '../transport/fault.js';
import { SecretNotChanged } from './secret-not-changed.js';
import { PROOF_STAGE, TURN_STAGE } from './turn.js';
import { slotId } from './turn-slot.js';
import { jsonOf, NAME, secrets, TOKENS, type Tokens, updatingWorld } from './updating-world.test.support.js';

let world: Awaited<ReturnType<typeof updatingWorld>>;
let issued: string[];
const worlds: (typeof world)[] = [];
beforeEach(async () => {
  issued = [];
  world = await updatingWorld();
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map(({ aws }) => aws.close())));

const now = () => Date.now() + world.clock.ahead;
const when = ({ expiresAt }: Tokens) => expiresAt < 500;
const failureOf = (updating: Promise<unknown>) => updating.then(() => undefined).catch((error: unknown) => error);

/** What a provider answers that accepts each refresh token once. */
const renewal = (refreshToken: string) => {
  issued.push(refreshToken);
  return { accessToken: `access of ${refreshToken}`, refreshToken: `${refreshToken}+`, expiresAt: 1000 };
};
const client = () => world.client({ now, timeout: 10_000 });
const renew = (by = client()) => by.updateSecret(secrets.tokens, ({ refreshToken }) => renewal(refreshToken), { when });

describe('updateSecret with when', () => {
  it('calls change once for many containers that find the same version', async () => {
    const renewed = await Promise.all(Array.from({ length: 12 }, () => renew()));
    expect(issued).toEqual(['refresh-1']);
    expect(new Set(renewed.map(({ refreshToken }) => refreshToken))).toEqual(new Set(['refresh-1+']));
    expect(jsonOf(await world.stored())).toEqual(renewed[0]);
  });

  it('calls change for each of them where turns are off', async () => {
    const calls: string[] = [];
    let release = () => {};
    const everybody = new Promise<void>((resolve) => {
      release = resolve;
    });
    const renewInNoTurn = () =>
      client().updateSecret(
        secrets.tokens,
        async ({ refreshToken }) => {
          if (calls.push(refreshToken) === 3) release();
          await everybody;
          return renewal(refreshToken);
        },
        { when, turns: false },
      );
    await Promise.all([renewInNoTurn(), renewInNoTurn(), renewInNoTurn()]);
    expect(calls).toEqual(['refresh-1', 'refresh-1', 'refresh-1']);
  });

  it('proves before change that it may write, and leaves no stage for it', async () => {
    let asked: readonly string[] = [];
    await client().updateSecret(
      secrets.tokens,
      () => {
        asked = world.asked().filter((operation) => operation !== 'GetSecretValue');
        return { expiresAt: 1000 };
      },
      { when },
    );
    expect(asked).toEqual(['PutSecretValue', 'UpdateSecretVersionStage']);
    await expect(world.stored({ VersionStage: PROOF_STAGE })).rejects.toMatchObject({ reason: 'version' });
    expect((await world.stored({ VersionStage: TURN_STAGE })).VersionStages).toEqual([TURN_STAGE]);
  });

  it.each(['PutSecretValue', 'UpdateSecretVersionStage'])('calls no change without %s', async (operation) => {
    world.denied.add(`secretsmanager:${operation}`);
    expect(await failureOf(renew())).toMatchObject({
      name: 'SecretAccessDeniedError',
      message: expect.stringContaining(`the role lacks secretsmanager:${operation} on it`),
      resolution: expect.stringContaining('grantSecretReadWrite(backend.myFunction, secrets.tokens)'),
    });
    expect(issued).toEqual([]);
  });

  it('calls no change where the secret has all the versions that AWS accepts', async () => {
    const full = world.meddling((operation, _input, send) =>
      operation === 'PutSecretValue'
        ? Promise.reject(new TransportFault('refused', 'PutSecretValue failed.', { code: 'LimitExceededException' }))
        : send(),
    );
    expect(await failureOf(renew(full))).toMatchObject({ name: 'SecretVersionLimitError' });
    expect(issued).toEqual([]);
  });

  it.each([
    ['the answer to its turn is lost', { kind: 'reset', when: 'midway', times: 1 }],
    ['the store throttles its turn', { kind: 'throttle', times: 4 }],
  ] as const)('has its turn where %s', async (_, fault) => {
    world.aws.faults.add({ ...fault, operation: 'PutSecretValue' });
    expect((await renew()).refreshToken).toBe('refresh-1+');
    expect(issued).toEqual(['refresh-1']);
  });

  it('takes a version that another writer made current in place of its turn', async () => {
    let isMeddled = false;
    const late = world.meddling(
      async (operation, _input, send) => {
        const answer = await send();
        if (operation === 'PutSecretValue' && !isMeddled) {
          isMeddled = true;
          await world.put({ ...TOKENS, expiresAt: 2000 });
        }
        return answer;
      },
      { now },
    );
    expect(await renew(late)).toEqual({ ...TOKENS, expiresAt: 2000 });
    expect(issued).toEqual([]);
  });
});

describe('a turn whose provider consumed nothing', () => {
  const refuse = () =>
    client().updateSecret(secrets.tokens, () => Promise.reject(new SecretNotChanged('The provider is busy.')), {
      when,
    });

  it('fails for those who wait for it, with the time of the next one', async () => {
    let refused: (error: Error) => void = () => {};
    const answer = new Promise<never>((_, reject) => {
      refused = reject;
    });
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const failure = new SecretNotChanged('The provider is busy.');
    const holding = client().updateSecret(
      secrets.tokens,
      () => {
        isAsked();
        return answer;
      },
      { when },
    );
    await asked;
    const waiting = [failureOf(renew()), failureOf(renew())];
    refused(failure);
    await expect(holding).rejects.toBe(failure);
    for (const error of await Promise.all(waiting)) {
      expect(error).toMatchObject({
        name: 'SecretTurnFailedError',
        message: expect.stringMatching(
          /was not updated: the caller whose turn it was failed with SecretNotChanged, and the next turn begins at \d{4}-/,
        ),
      });
    }
    expect(issued).toEqual([]);
  });

  it('names the error that caused it to others', async () => {
    const cause = new TypeError('fetch failed');
    const refused = client().updateSecret(
      secrets.tokens,
      () => Promise.reject(new SecretNotChanged('Nothing was sent.', { cause })),
      { when },
    );
    await expect(refused).rejects.toBeInstanceOf(SecretNotChanged);
    expect(await failureOf(renew())).toMatchObject({ message: expect.stringContaining('failed with TypeError,') });
  });

  it('lets the next caller try after a pause, which grows', async () => {
    await failureOf(refuse());
    world.clock.ahead += 4_000;
    expect(await failureOf(refuse())).toMatchObject({ name: 'SecretTurnFailedError' });
    world.clock.ahead += 2_000;
    expect(await failureOf(refuse())).toMatchObject({ name: 'SecretNotChanged' });
    world.clock.ahead += 6_000;
    expect(await failureOf(renew())).toMatchObject({ name: 'SecretTurnFailedError' });
    world.clock.ahead += 15_000;
    expect((await renew()).expiresAt).toBe(1000);
  });

  it('is followed by four more in an hour', async () => {
    for (const pause of [6, 21, 81, 321, 0]) {
      expect(await failureOf(refuse())).toMatchObject({ name: 'SecretNotChanged' });
      world.clock.ahead += pause * 1000;
    }
    world.clock.ahead += 1_281_000;
    expect(await failureOf(renew())).toMatchObject({
      name: 'SecretTurnFailedError',
      message: expect.stringContaining('5 attempts of the last hour changed nothing'),
    });
    world.clock.ahead += 3_600_000;
    expect((await renew()).expiresAt).toBe(1000);
  });

  it('resolves with what another caller wrote meanwhile', async () => {
    const updated = await client().updateSecret(
      secrets.tokens,
      async () => {
        // Who takes no turns, or whose turn ended.
        await world.put({ accessToken: 'theirs', refreshToken: 'theirs', expiresAt: 3000 });
        throw new SecretNotChanged('invalid_grant');
      },
      { when },
    );
    expect(updated).toEqual({ accessToken: 'theirs', refreshToken: 'theirs', expiresAt: 3000 });
  });

  it('ends for others at once where change returned what it read', async () => {
    const same = await client().updateSecret(secrets.tokens, (tokens) => tokens, { when });
    expect(same).toEqual(TOKENS);
    expect(await failureOf(renew())).toMatchObject({
      message: expect.stringContaining('failed with SecretNotChanged'),
    });
  });
});

describe('a turn that may have spent the old value', () => {
  const die = () =>
    client().updateSecret(secrets.tokens, () => Promise.reject(new Error('socket hang up')), {
      when,
      context: { getRemainingTimeInMillis: () => 20_250 },
    });

  it('is nobody else’s before its end and ten seconds', async () => {
    expect(await failureOf(die())).toMatchObject({ message: 'socket hang up' });
    world.clock.ahead += 25_000;
    const waiting = client().updateSecret(secrets.tokens, ({ refreshToken }) => renewal(refreshToken), {
      when,
      context: { getRemainingTimeInMillis: () => 1_250 },
    });
    expect(await failureOf(waiting)).toMatchObject({
      name: 'SecretUpdateTimeoutError',
      message: expect.stringMatching(/was not updated: the turn of another caller did not end within \d+ ms/),
      resolution: expect.stringMatching(/^Look for what `change` threw in the logs .*\{ timeoutSeconds: 30 \}\)\.$/),
    });
    expect(issued).toEqual([]);
    world.clock.ahead += 6_000;
    expect((await renew()).refreshToken).toBe('refresh-1+');
  });

  it.each([
    ['a pause', undefined],
    ['a read', new TransportFault('unreachable', 'It failed.', { code: 'ECONNRESET' })],
  ])('ends the wait of a caller whose time is up in %s', async (_, fault) => {
    await failureOf(die());
    let reads = 0;
    const waiting = world.meddling(
      async (_operation, _input, send) => {
        reads += 1;
        // The first three are those of the caller before it waits.
        if (reads === 5) world.clock.ahead += 11_000;
        if (reads >= 5 && fault !== undefined) throw fault;
        return send();
      },
      { now, timeout: 10_000 },
    );
    const late = waiting.updateSecret(secrets.tokens, ({ refreshToken }) => renewal(refreshToken), {
      when,
      context: { getRemainingTimeInMillis: () => 10_250 },
    });
    expect(await failureOf(late)).toMatchObject({
      name: 'SecretUpdateTimeoutError',
      message: expect.stringContaining('the turn of another caller did not end within 10000 ms'),
    });
    expect(issued).toEqual([]);
  });

  it('writes an answer that comes after its end, unless another caller was faster', async () => {
    let answer: (fields: Partial<Tokens>) => void = () => {};
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const late = client().updateSecret(
      secrets.tokens,
      () =>
        new Promise<Partial<Tokens>>((resolve) => {
          answer = resolve;
          isAsked();
        }),
      { when },
    );
    await asked;
    world.clock.ahead += 120_000;
    answer({ accessToken: 'late', refreshToken: 'late', expiresAt: 1000 });
    expect(await late).toEqual({ accessToken: 'late', refreshToken: 'late', expiresAt: 1000 });
    expect(await renew()).toMatchObject({ accessToken: 'late' });
    expect(issued).toEqual([]);
  });

  it('gives change a signal that aborts before the turn ends', async () => {
    const aborted = client().updateSecret(
      secrets.tokens,
      (_tokens, { signal }) =>
        new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
      { when, context: { getRemainingTimeInMillis: () => 1_250 } },
    );
    expect(await failureOf(aborted)).toMatchObject({ message: 'stopped' });
  });
});

describe('a turn in the secret', () => {
  it('shows nothing of its value', async () => {
    await renew();
    const { SecretString = '' } = await world.stored({ VersionStage: TURN_STAGE });
    expect(JSON.parse(SecretString)).toEqual({
      amplifySecretsTurn: {
        number: 1,
        lasts: expect.any(Number),
        caller: expect.any(String),
        failures: 0,
        began: [],
      },
    });
  });

  it('is found by its number where another caller took the stage away', async () => {
    await failureOf(
      client().updateSecret(secrets.tokens, () => Promise.reject(new SecretNotChanged('busy')), { when }),
    );
    await world.put({ any: 'thing' }, [TURN_STAGE]);
    expect(await failureOf(renew())).toMatchObject({ name: 'SecretTurnFailedError' });
  });

  it.each([
    ['lasts for ever', { number: 1, lasts: 1e300, failures: 0, began: [] }],
    ['follows turns of the future', { number: 1, lasts: 0, failures: 0, began: Array(5).fill(9e15) }],
    ['failed more often than can be counted', { number: 1, error: 'X', failures: 1e300, began: [] }],
    ['has a number that cannot be counted on from', { number: 1e300, lasts: 1, failures: 0, began: [] }],
  ])('holds nobody up for longer than a turn, or makes them look without end, where one %s', async (_, slot) => {
    const { VersionId = '' } = await world.stored();
    await world.put({ amplifySecretsTurn: slot }, [TURN_STAGE], slotId(VersionId, slot.number));
    world.clock.ahead = 71_000;
    expect(await renew()).toMatchObject({ refreshToken: 'refresh-1+' });
  });

  it('is looked at with pauses where the transport does not say when it was taken', async () => {
    const { VersionId = '' } = await world.stored();
    const held = { number: 1, lasts: 1000, failures: 0, began: [] };
    await world.put({ amplifySecretsTurn: held }, [TURN_STAGE], slotId(VersionId, 1));
    world.aws.calls.clear();
    const by = world.meddling(async (_operation, _input, send) => ({ ...(await send()), CreatedDate: undefined }));
    const context = { getRemainingTimeInMillis: () => 1_000 };
    const error = await failureOf(by.updateSecret(secrets.tokens, () => renewal('no'), { when, context }));
    expect(error).toMatchObject({ name: 'SecretUpdateTimeoutError' });
    // Without pauses they are hundreds.
    expect(world.aws.calls.length).toBeLessThan(40);
    expect(issued).toEqual([]);
  });

  it('asks for nothing more where when says no', async () => {
    await world.put({ ...TOKENS, expiresAt: 600 });
    world.aws.calls.clear();
    await renew();
    expect(world.asked()).toEqual(['GetSecretValue', 'GetSecretValue']);
    expect(world.aws.calls.every(({ resources }) => resources.every((arn) => arn.includes(NAME)))).toBe(true);
  });
});
