import { createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { send, serve } from './aws-server.test.support.js';
import { httpsTransport } from './https-transport.js';

const CANARY = 'canary-5d41402abc4b2a76';
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function transportTo(url: string, env: Record<string, string> = {}) {
  return httpsTransport({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    env: { AWS_ENDPOINT_URL: url, ...env },
    now: Date.now,
    random: () => 0,
  });
}

const read = (url: string, signal = new AbortController().signal) =>
  transportTo(url).call('GetSecretValue', { SecretId: 'a' }, { signal });

/** A server over HTTP whose nth answer is the nth of these; the last repeats. */
async function http(...answers: Parameters<typeof serve>[0][]) {
  let count = 0;
  const served = await serve((request, response) => {
    answers[Math.min(count++, answers.length - 1)]?.(request, response);
  });
  closers.push(served.close);
  return { url: served.url, count: () => count };
}

/** A server over TCP that does this to each connection once a request has come. */
async function tcp(behave: (socket: Socket) => void) {
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      count++;
      behave(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, count: () => count, sockets };
}

async function failure(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => expect.fail('it should have failed'),
    (reason) => reason,
  );
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(CANARY);
  return error;
}

const good = `{"SecretString":"${CANARY}"}`;
const unreachable = { name: 'TransportFault', kind: 'unreachable' };

describe('a store that cannot answer', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['resets before it answers', (socket) => socket.resetAndDestroy()],
    ['hangs up before it answers', (socket) => socket.end()],
    [
      'resets within the body',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n${good}`, () => socket.resetAndDestroy()),
    ],
    ['hangs up within the body', (socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n${good}`)],
    [
      'ends the body within the JSON',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${good.slice(0, -3)}`),
    ],
    ['speaks no HTTP', (socket) => socket.end(`${CANARY}\r\n\r\n`)],
    [
      'breaks the chunks of its body',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n${good}`),
    ],
    [
      'sends HTML',
      (socket) => socket.end(`HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\n\r\n<html>${CANARY}</html>`),
    ],
    [
      'sends HTML as if all were well',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n<html>${CANARY}</html>`),
    ],
    [
      'sends JSON that is not an object',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n["${CANARY}"]`),
    ],
    ['sends no body', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')],
    [
      'refuses without a type',
      (socket) => socket.end(`HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n{"error":"${CANARY}"}`),
    ],
  ])('is unreachable after three attempts when it %s', async (_, behave) => {
    const { url, count } = await tcp(behave);
    expect(await failure(read(url))).toMatchObject(unreachable);
    expect(count()).toBe(3);
  });

  it('is unreachable after three attempts when nothing listens', async () => {
    const { url } = await tcp(() => {});
    await closers.pop()?.();
    expect(await failure(read(url))).toMatchObject({ ...unreachable, code: 'ECONNREFUSED' });
  });

  it('is unreachable after three attempts when it returns a 5xx status', async () => {
    const { url, count } = await http((_, response) =>
      send(response, 500, { __type: 'InternalServiceError', message: CANARY }),
    );
    expect(await failure(read(url))).toMatchObject({ ...unreachable, code: 'InternalServiceError', statusCode: 500 });
    expect(count()).toBe(3);
  });

  it('is unreachable when it sends more than any response can be', async () => {
    const { url } = await http((_, response) => {
      const chunk = Buffer.alloc(1 << 20, 0x20);
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', pour).on('error', () => {});
      pour();
    });
    expect(await failure(read(url))).toMatchObject({ ...unreachable, code: 'AnswerTooLarge' });
  });
});

describe('a redirect', () => {
  it.each([301, 302, 307, 308])('is not followed: HTTP %i', async (status) => {
    const elsewhere = await http((_, response) => send(response, 200, { SecretString: CANARY }));
    const { url } = await http((_, response) =>
      response.writeHead(status, { location: elsewhere.url }).end('{"__type":"AccessDeniedException"}'),
    );
    expect(await failure(read(url))).toMatchObject({ ...unreachable, statusCode: status });
    expect(elsewhere.count()).toBe(0);
  });
});

describe('a call that fails once', () => {
  it.each(['ThrottlingException', 'TooManyRequestsException', 'com.amazon.coral#RequestLimitExceeded'])(
    'is retried: %s',
    async (type) => {
      const { url, count } = await http(
        (_, response) => send(response, 400, { __type: type, message: 'slow down' }),
        (_, response) => send(response, 200, { SecretString: 'here' }),
      );
      expect(await read(url)).toEqual({ SecretString: 'here' });
      expect(count()).toBe(2);
    },
  );

  it('is retried with a new signature', async () => {
    const dates: unknown[] = [];
    const { url } = await http((request, response) => {
      dates.push(request.headers['x-amz-date']);
      send(response, 400, { __type: 'ThrottlingException' });
    });
    let time = Date.parse('2026-11-03T00:00:00Z');
    const transport = httpsTransport({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      env: { AWS_ENDPOINT_URL: url },
      now: () => (time += 1000),
      random: () => 0,
    });
    const signal = new AbortController().signal;
    expect(await failure(transport.call('GetSecretValue', { SecretId: 'a' }, { signal }))).toMatchObject({
      kind: 'throttled',
    });
    expect(new Set(dates).size).toBe(3);
  });

  it('is not retried when it was refused', async () => {
    const { url, count } = await http((_, response) =>
      send(response, 400, { __type: 'ResourceNotFoundException', message: 'x' }),
    );
    expect(await failure(read(url))).toMatchObject({ kind: 'refused', code: 'ResourceNotFoundException' });
    expect(count()).toBe(1);
  });
});

describe('a call whose signal aborts', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['the store hangs', () => {}],
    [
      'the store drips',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{');
      },
    ],
  ])('ends with its connection when %s', async (_, behave) => {
    const controller = new AbortController();
    let closed: Promise<unknown> | undefined;
    const { url } = await tcp((socket) => {
      closed = new Promise((resolve) => socket.on('close', resolve));
      behave(socket);
      controller.abort();
    });
    expect(await failure(read(url, controller.signal))).toMatchObject({ kind: 'timeout' });
    await closed;
  });
});

describe('a message of AWS that may contain a value', () => {
  const put = (url: string) =>
    transportTo(url).call(
      'PutSecretValue',
      { SecretId: 'a', ClientRequestToken: 't'.repeat(32), SecretString: CANARY },
      { signal: new AbortController().signal },
    );

  it.each(['ValidationException', 'InvalidParameterException', 'SerializationException', `Odd${CANARY}`])(
    'is not quoted: %s',
    async (type) => {
      const { url } = await http((_, response) =>
        send(response, 400, { __type: type.replace('Odd', '<'), message: CANARY }),
      );
      await failure(read(url));
      await failure(put(url));
    },
  );

  it('is never quoted for a write', async () => {
    const { url } = await http((_, response) =>
      send(response, 400, { __type: 'AccessDeniedException', message: CANARY }),
    );
    expect(await failure(put(url))).toMatchObject({
      code: 'AccessDeniedException',
      message: 'PutSecretValue failed with AccessDeniedException.',
    });
  });
});

describe('a connection', () => {
  it('is kept for the next call', async () => {
    const sockets = new Set<unknown>();
    const { url } = await http((request, response) => {
      sockets.add(request.socket);
      send(response, 200, { SecretString: 'x' });
    });
    const transport = transportTo(url);
    const signal = new AbortController().signal;
    for (const SecretId of ['a', 'b', 'c']) await transport.call('GetSecretValue', { SecretId }, { signal });
    expect(sockets.size).toBe(1);
  });
});

describe('the region', () => {
  const regionWith = (env: Record<string, string>, region?: string) =>
    httpsTransport({ region, env, now: Date.now, random: () => 0 }).region();

  it('is that of the configuration, AWS_REGION or AWS_DEFAULT_REGION', () => {
    const env = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' };
    expect(regionWith(env, 'eu-west-3')).toBe('eu-west-3');
    expect(regionWith(env)).toBe('eu-west-1');
    expect(regionWith({ ...env, AWS_REGION: '' })).toBe('eu-west-2');
  });

  it.each([{}, { AWS_REGION: 'evil.example/' }, { AWS_REGION: 'x@evil' }, { AWS_REGION: 'EU-WEST-1' }])(
    'is missing with %j',
    (env) => {
      expect(() => regionWith(env)).toThrow(expect.objectContaining({ name: 'RegionMissingError' }));
    },
  );
});

describe('proxy-ignored: a network that is reached only through a proxy', () => {
  const to = (env: Record<string, string>) =>
    createSecretsClient({
      transport: httpsTransport({
        region: 'eu-west-1',
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        env,
        now: Date.now,
        random: () => 0,
      }),
    }).getSecret('any');
  const AWS_ENDPOINT_URL = 'https://127.0.0.1:1';

  it.each(['HTTPS_PROXY', 'https_proxy'])(
    'is named in the error where %s is set, with the way out',
    async (variable) => {
      await expect(to({ AWS_ENDPOINT_URL, [variable]: 'http://127.0.0.1:3128' })).rejects.toMatchObject({
        name: 'StoreUnreachableError',
        message: expect.stringContaining('The built-in transport ignores HTTPS_PROXY.'),
        resolution: expect.stringContaining('sdkTransport({ secretsManager })'),
      });
    },
  );

  it('is not named without the variable, nor for an endpoint on this machine', async () => {
    const not = { message: expect.not.stringContaining('PROXY') };
    await expect(to({ AWS_ENDPOINT_URL })).rejects.toMatchObject(not);
    const local = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:3128' };
    await expect(to(local)).rejects.toMatchObject(not);
  });
});
