import { execFile } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { send, serve } from './aws-server.test.support.js';
import { type HttpsTransportConfig, httpsTransport } from './https-transport.js';
import { cert, key } from './self-signed.test.support.js';

const NOW = Date.parse('2026-11-03T09:00:00Z');
const MINUTE = 60_000;
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closers.splice(0)) await close();
});

function transportTo(url: string, config: Partial<HttpsTransportConfig> = {}) {
  return httpsTransport({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    env: { AWS_ENDPOINT_URL: url },
    now: () => NOW,
    random: () => 0,
    ...config,
  });
}

const signal = new AbortController().signal;
const readFrom = (transport: ReturnType<typeof transportTo>, options: { retry?: boolean; signal?: AbortSignal } = {}) =>
  transport.call('GetSecretValue', { SecretId: 'a' }, { signal, ...options });

async function http(listener: (request: IncomingMessage, response: ServerResponse) => void) {
  const served = await serve(listener);
  closers.push(served.close);
  return served.url;
}

/** A server over TCP. `behave` gets each request: its connection's number, and its own on that connection, from 1. */
async function tcp(behave: (socket: Socket, connection: number, request: number) => void) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const connection = sockets.push(socket);
    let request = 0;
    socket.on('error', () => {}).on('data', () => behave(socket, connection, ++request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await promisify(server.close.bind(server))();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

const GOOD = 'HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{"SecretString":"x"}';

describe('a kept-alive connection that was closed', () => {
  it.each(['resetAndDestroy', 'destroy'] as const)('uses up no attempt: %s', async (die) => {
    const { url, sockets } = await tcp((socket, connection, request) => {
      if (connection === 1 && request === 2) socket[die]();
      else socket.write(GOOD);
    });
    const transport = transportTo(url);
    await readFrom(transport);
    expect(await readFrom(transport, { retry: false })).toEqual({ SecretString: 'x' });
    expect(sockets.length).toBe(2);
  });

  it('closes the other idle ones, which are as old', async () => {
    let dead = false;
    const { url, sockets } = await tcp((socket, connection) => {
      if (dead && connection <= 5) socket.resetAndDestroy();
      else socket.write(GOOD);
    });
    const transport = transportTo(url);
    await Promise.all([1, 2, 3, 4, 5].map(() => readFrom(transport)));
    expect(sockets.length).toBe(5);
    dead = true;
    expect(await readFrom(transport, { retry: false })).toEqual({ SecretString: 'x' });
    expect(sockets.length).toBe(6);
  });

  it('differs from a new one that is closed', async () => {
    const { url, sockets } = await tcp((socket) => socket.resetAndDestroy());
    await expect(readFrom(transportTo(url), { retry: false })).rejects.toMatchObject({ kind: 'unreachable' });
    expect(sockets.length).toBe(1);
  });
});

describe('a connection', () => {
  it('is kept for the next call, also when the signal aborts after the call has ended', async () => {
    const { url, sockets } = await tcp((socket) => socket.write(GOOD));
    const transport = transportTo(url);
    for (let reads = 0; reads < 3; reads++) {
      const controller = new AbortController();
      await readFrom(transport, { signal: controller.signal });
      controller.abort();
    }
    expect(sockets.length).toBe(1);
  });

  it.each([21, 3600, -21, -3600])(
    'is not kept when the clock has moved by %i s, since the container was frozen',
    async (seconds) => {
      let now = NOW;
      const { url, sockets } = await tcp((socket) => socket.write(GOOD));
      const transport = transportTo(url, { now: () => now });
      await readFrom(transport);
      now += 19_000;
      await readFrom(transport);
      expect(sockets.length).toBe(1);
      now += seconds * 1000;
      await readFrom(transport);
      expect(sockets.length).toBe(2);
    },
  );

  it('does not keep the process running', async () => {
    const { url } = await tcp((socket) => socket.write(GOOD));
    const program = `
      import { httpsTransport } from './https-transport.js';
      const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
      const env = { AWS_ENDPOINT_URL: '${url}' };
      const transport = httpsTransport({ region: 'eu-west-1', credentials, env, now: Date.now, random: Math.random });
      const { signal } = new AbortController();
      console.log((await transport.call('GetSecretValue', { SecretId: 'a' }, { signal })).SecretString);
    `;
    const { outputFiles } = await build({
      stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      write: false,
    });
    const text = outputFiles[0]?.text ?? '';
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', text]);
    expect(stdout).toBe('x\n');
  });
});

describe('the clock of the transport', () => {
  /** As AWS: refuses what was signed more than five minutes away from its own time. */
  async function awsAt(time: () => number) {
    const signed: string[] = [];
    const url = await http((request, response) => {
      const date = String(request.headers['x-amz-date']);
      signed.push(date);
      const signedAt = Date.parse(date.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
      response.setHeader('date', new Date(time()).toUTCString());
      if (Math.abs(signedAt - time()) <= 5 * MINUTE) send(response, 200, { SecretString: 'x' });
      else send(response, 400, { __type: 'InvalidSignatureException', message: 'Signature expired' });
    });
    return { url, signed };
  }

  it('is corrected once, and again when it moves', async () => {
    let now = NOW;
    const aws = await awsAt(() => NOW);
    const transport = transportTo(aws.url, { now: () => now });
    for (const [moved, requests] of [
      [-3600, 2],
      [-3600, 1],
      [0, 2],
      [0, 1],
      [7200, 2],
      [7200, 1],
    ] as const) {
      now = NOW + moved * 1000;
      aws.signed.length = 0;
      expect(await readFrom(transport, { retry: false })).toEqual({ SecretString: 'x' });
      expect(aws.signed.length, `${moved}`).toBe(requests);
    }
  });

  it('is not corrected after a freeze between signing and sending', async () => {
    const times = [NOW - 60 * MINUTE];
    const aws = await awsAt(() => NOW);
    const transport = transportTo(aws.url, { now: () => times.shift() ?? NOW });
    expect(await readFrom(transport, { retry: false })).toEqual({ SecretString: 'x' });
    expect(aws.signed).toEqual(['20261103T080000Z', '20261103T090000Z']);
    expect(await readFrom(transport, { retry: false })).toEqual({ SecretString: 'x' });
    expect(aws.signed).toEqual(['20261103T080000Z', '20261103T090000Z', '20261103T090000Z']);
  });

  it('is not corrected for a wrong key', async () => {
    let requests = 0;
    const url = await http((_, response) => {
      requests++;
      response.setHeader('date', new Date(NOW).toUTCString());
      send(response, 400, { __type: 'InvalidSignatureException', message: 'x' });
    });
    await expect(readFrom(transportTo(url))).rejects.toMatchObject({ kind: 'refused' });
    expect(requests).toBe(1);
  });

  it.each(['', 'nonsense'])('is not corrected when the response has the date %j', async (date) => {
    const url = await http((_, response) => {
      response.setHeader('date', date);
      send(response, 400, { __type: 'RequestTimeTooSkewed', message: 'x' });
    });
    await expect(readFrom(transportTo(url))).rejects.toMatchObject({ code: 'RequestTimeTooSkewed' });
  });
});

describe('an attempt without a response within a second', () => {
  it('is followed by another, of which the last waits for the signal', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked: (() => void)[] = [];
    const { url } = await tcp((socket, connection) => {
      if (connection === 3) asked.push(() => socket.write(GOOD));
      else asked.push(() => {});
    });
    const heard = async (count: number) => {
      const end = performance.now() + 10_000;
      while (asked.length < count && performance.now() < end) await new Promise(setImmediate);
    };
    const call = readFrom(transportTo(url));
    await heard(1);
    vi.advanceTimersByTime(1000);
    await heard(2);
    vi.advanceTimersByTime(1000);
    await heard(3);
    vi.advanceTimersByTime(25_000);
    asked[2]?.();
    expect(await call).toEqual({ SecretString: 'x' });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a response that has begun within a second', () => {
  it('may take longer to end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { url, sockets } = await tcp((socket) => {
      socket.write(GOOD.slice(0, -5));
      const finish = () => {
        if (vi.isFakeTimers() && vi.getTimerCount() > 0) return void setImmediate(finish);
        vi.advanceTimersByTime(5000);
        socket.write(GOOD.slice(-5));
      };
      finish();
    });
    expect(await readFrom(transportTo(url))).toEqual({ SecretString: 'x' });
    expect(sockets.length).toBe(1);
  });
});

describe('a call whose signal aborts', () => {
  it('ends while it waits for credentials', async () => {
    const controller = new AbortController();
    const credentials = () => {
      void Promise.resolve().then(() => controller.abort());
      return new Promise<never>(() => {});
    };
    const call = readFrom(transportTo('http://127.0.0.1:1', { credentials }), { signal: controller.signal });
    await expect(call).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('sends nothing after that', async () => {
    let requests = 0;
    const url = await http((_, response) => {
      requests++;
      send(response, 200, { SecretString: 'x' });
    });
    const controller = new AbortController();
    let give = () => {};
    const credentials = async () => {
      await new Promise<void>((resolve) => {
        give = resolve;
      });
      return { accessKeyId: 'a', secretAccessKey: 'b' };
    };
    const transport = transportTo(url, { credentials });
    const call = readFrom(transport, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ kind: 'timeout' });
    give();
    const next = readFrom(transport);
    give();
    await next;
    expect(requests).toBe(1);
  });
});

describe('a host that cannot be reached', () => {
  it('is reported when its name does not resolve', async () => {
    // A label of more than 63 characters is refused before anyone is asked.
    const call = readFrom(transportTo(`https://${'a'.repeat(64)}.invalid`));
    await expect(call).rejects.toMatchObject({ kind: 'unreachable', code: 'ENOTFOUND' });
  });

  it('is reported when its certificate is not trusted', async () => {
    let requests = 0;
    const server = createTlsServer({ key, cert }, () => requests++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(promisify(server.close.bind(server)));
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const code = 'DEPTH_ZERO_SELF_SIGNED_CERT';
    await expect(readFrom(transportTo(url))).rejects.toMatchObject({ kind: 'unreachable', code });
    expect(requests).toBe(0);
  });

  it('is reported when it does not support TLS', async () => {
    const { url } = await tcp((socket) => socket.end(GOOD));
    const call = readFrom(transportTo(url.replace('http:', 'https:')));
    await expect(call).rejects.toMatchObject({ kind: 'unreachable' });
  });
});
