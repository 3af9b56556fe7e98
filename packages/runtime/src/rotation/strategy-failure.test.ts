import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { configureSecrets } from '../client/default-client.js';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { rotationHandler } from './rotation-handler.js';
import { type RotationService, rotationService, SECRET } from './rotation-service.test.support.js';

const { database } = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { database: jsonSecret<{ password: string; pin: string }>() },
});
const CANARY = 'canary-5d41402abc4b2a76';
const PIN = '90125';

let service: RotationService;
afterEach(() => service.close());

async function failureOf(step: 'create' | 'set' | 'test' | 'revoke', error: unknown): Promise<Error> {
  service = await rotationService({ value: JSON.stringify({ password: `old-${CANARY}`, pin: PIN }) });
  service.aws.secrets.put(SECRET, JSON.stringify({ password: `current-${CANARY}`, pin: PIN }));
  const fail = (name: string) => () => {
    if (name === step) throw error;
  };
  const handler = rotationHandler(database, {
    create: () => {
      fail('create')();
      return { password: CANARY, pin: PIN };
    },
    set: fail('set'),
    test: fail('test'),
    revoke: fail('revoke'),
    minimumInterval: 0,
  });
  const failed: unknown = await service.rotate(handler).catch((reason) => reason);
  if (!(failed instanceof Error)) throw new Error(`${step} should have failed`);
  return failed;
}

describe('the error of a strategy', () => {
  it('names the function, the error and its code', async () => {
    const error = Object.assign(new Error('password authentication failed for user "app"'), { code: '28P01' });
    expect(await failureOf('set', error)).toMatchObject({
      name: 'RotationFailedError',
      message:
        'Secret "myapp/prod/database" was not rotated, since "set" of its strategy failed with Error 28P01: password authentication failed for user "app".',
      resolution: expect.stringMatching(/or now: aws secretsmanager rotate-secret --secret-id myapp\/prod\/database$/),
    });
  });

  it.each(['set', 'test', 'revoke'] as const)('contains no value, in %s', async (step) => {
    const quoted = `${CANARY} old-${CANARY} current-${CANARY} ${encodeURIComponent(`current-${CANARY}`)} ${PIN}`;
    const basic = Buffer.from(`app:${CANARY}`).toString('base64');
    const error = Object.assign(new Error(`failed: ${quoted} Basic ${basic}`), {
      config: { headers: { authorization: basic } },
      cause: new Error(quoted),
    });
    const failure = await failureOf(step, error);
    expect(failure.message).toContain('failed: ');
    const printed = inspect(failure, { depth: 9, showHidden: true }) + failure.stack;
    // In `revoke` there is no new value yet.
    const known = step === 'revoke' ? [`current-${CANARY}`, `old-${CANARY}`] : [CANARY, basic.slice(8, -8)];
    for (const value of [...known, PIN]) expect(printed).not.toContain(value);
  });

  it('names what caused the error, such as the refused connection of a fetch', async () => {
    // The port of a connection's own end: it is taken, and nothing listens there.
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connection = createConnection(Object(server.address()).port, '127.0.0.1');
    await once(connection, 'connect');
    const { localPort } = connection;
    const thrown = await fetch(`http://127.0.0.1:${localPort}/`).catch((error) => error);
    connection.destroy();
    server.close();
    const failure = await failureOf('set', thrown);
    expect(failure.message).toContain(
      `failed with TypeError: fetch failed, caused by Error ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:${localPort}.`,
    );
  });

  it('names in create the codes of what caused the error, without messages', async () => {
    const cause = Object.assign(new Error(`getaddrinfo ENOTFOUND ${CANARY}`), { code: 'ENOTFOUND' });
    const failure = await failureOf('create', new TypeError('fetch failed', { cause }));
    expect(failure.message).toContain('failed with TypeError, caused by Error ENOTFOUND (its message is not shown');
    expect(inspect(failure, { depth: 9, showHidden: true }) + failure.stack).not.toContain(CANARY);
  });

  it('redacts the messages of what caused the error', async () => {
    const failure = await failureOf('test', new Error('outer', { cause: new Error(`inner ${CANARY} ${PIN}`) }));
    expect(failure.message).toContain('Error: outer, caused by Error: inner ');
    for (const value of [CANARY, PIN]) expect(failure.message).not.toContain(value);
  });

  it('survives an error whose members throw', async () => {
    const thrown = Object.defineProperty(new Error(), 'code', {
      get: () => {
        throw new Error(CANARY);
      },
    });
    const failure = await failureOf('test', thrown);
    expect(failure.message).toContain('"test" of its strategy failed with Error.');
    expect(inspect(failure)).not.toContain(CANARY);
  });

  it('contains no message in create, which may quote the value that was made', async () => {
    const failure = await failureOf('create', new SyntaxError(`"${CANARY}" is not valid JSON\n    at ${CANARY}`));
    expect(failure.message).toContain('failed with SyntaxError (its message is not shown: it may quote the new value)');
    expect(inspect(failure, { depth: 9, showHidden: true }) + failure.stack).not.toContain(CANARY);
  });

  const throwing = () => {
    throw new Error(CANARY);
  };
  it.each([
    ['with a getter that throws', () => Object.defineProperty(new Error('x'), 'message', { get: throwing })],
    ['with a stack that throws', () => Object.defineProperty(new Error('x'), 'stack', { get: throwing })],
    ['that is a proxy', () => new Proxy(new Error('x'), { get: throwing, getPrototypeOf: throwing })],
    ['whose name is a value', () => Object.assign(new Error('x'), { name: `current-${CANARY}` })],
    ['whose code is a value', () => Object.assign(new Error('x'), { code: CANARY })],
    ['whose message looks as a stack', () => new Error(`x\n    at ${CANARY}:1:2`)],
    [
      'whose stack names a value',
      () => Object.assign(new Error('x'), { stack: `x\n    at ${CANARY} (file:///a.js:1:2)` }),
    ],
    ['whose stack is an object', () => ({ message: 'x', stack: { toString: () => `x\n    at ${CANARY} (a.js:1:2)` } })],
    ['of many errors', () => new AggregateError([new Error(CANARY)], CANARY, { cause: new Error(CANARY) })],
  ])('contains no value of an error %s, in create and in set', async (_, thrown) => {
    for (const step of ['create', 'set'] as const) {
      const failure = await failureOf(step, thrown());
      await service.close();
      expect(failure.name).toBe('RotationFailedError');
      expect(inspect(failure, { depth: 9, showHidden: true }) + failure.stack).not.toContain(CANARY);
    }
  });

  it('has the places of code alone in create, where the names of functions are left out', async () => {
    const failure = await failureOf('create', new TypeError('x'));
    expect(failure.stack).toMatch(/^RotationFailedError: .*\n {4}at [^ ]*strategy-failure\.test\.ts:\d+:\d+/);
  });

  it('has the lines of code of the strategy in its stack', async () => {
    const failure = await failureOf('set', new TypeError('x'));
    expect(failure.stack).toMatch(/^RotationFailedError: .*\n {4}at .*strategy-failure\.test\.ts:\d+:\d+/);
  });

  it.each([
    ['a string', CANARY, 'a value of type string'],
    ['nothing', undefined, 'a value of type undefined'],
    ['an object with a name that is a sentence', { name: `the ${CANARY}`, code: CANARY.repeat(9) }, 'of type object'],
  ])('says of %s only what it is', async (_, thrown, said) => {
    const failure = await failureOf('test', thrown);
    expect(failure.message).toContain(said);
    expect(inspect(failure)).not.toContain(CANARY);
  });
});

describe('a strategy that does not end', () => {
  it('is told to stop before the timeout of the function, and ends the step with an error', async () => {
    service = await rotationService();
    let reason: unknown;
    const handler = rotationHandler(database, {
      create: ({ signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
          });
        }),
      set: () => {},
      test: () => {},
    });
    const event = { Step: 'createSecret', SecretId: service.arn, ClientRequestToken: service.begin() };
    await expect(handler(event, { getRemainingTimeInMillis: () => 1_100 })).rejects.toMatchObject({
      name: 'RotationFailedError',
      message: expect.stringContaining('"create" of its strategy did not end within the timeout of the function'),
      resolution: expect.stringContaining('timeoutSeconds: 60'),
    });
    expect(reason).toMatchObject({ name: 'RotationFailedError' });
  });
});

describe('a permission that is missing', () => {
  it.each(['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'])(
    'is named with the line that grants it: %s',
    async (operation) => {
      service = await rotationService();
      const denied = Object.assign(new Error('denied'), { kind: 'refused', code: 'AccessDeniedException' });
      const { transport } = service;
      configureSecrets({
        descriptor: { apps: { myapp: { environment: 'prod', store: 'secrets-manager' } } },
        transport: {
          region: transport.region,
          call: (called, ...rest) => (called === operation ? Promise.reject(denied) : transport.call(called, ...rest)),
        },
      });
      const handler = rotationHandler(database, {
        create: () => ({ password: 'a', pin: 'b' }),
        set: () => {},
        test: () => {},
      });
      await expect(service.rotate(handler)).rejects.toMatchObject({
        name: 'SecretAccessDeniedError',
        message: expect.stringContaining(`the role lacks secretsmanager:${operation} on it`),
        resolution: `In amplify/backend.ts add: defineSecretRotation(backend, secrets.database, { function: backend.myFunction, schedule: 'rate(30 days)' }); If it is there, deploy again: it grants the function secretsmanager:${operation}.`,
      });
    },
  );
});
