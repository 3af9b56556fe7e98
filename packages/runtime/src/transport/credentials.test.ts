import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { send, serve } from './aws-server.test.support.js';
import { credentialsFrom } from './credentials.js';

const NOW = Date.parse('2026-11-03T00:00:00Z');
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A container's endpoint, with what was asked of it. */
async function container(answer: (count: number) => object = () => ({}), status = 200) {
  const tokens: (string | undefined)[] = [];
  const served = await serve((request, response) => {
    tokens.push(request.headers.authorization);
    send(response, status, {
      AccessKeyId: `AKIA${tokens.length}`,
      SecretAccessKey: 'secret',
      Token: 'token',
      ...answer(tokens.length),
    });
  });
  closers.push(served.close);
  return { url: `${served.url}/creds`, tokens };
}

const missing = { name: 'TransportFault', kind: 'credentials' };

describe('credentials in the environment', () => {
  it('are read at every signature', async () => {
    const env: Record<string, string> = {
      AWS_ACCESS_KEY_ID: 'one',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_SESSION_TOKEN: 't',
    };
    const get = credentialsFrom(undefined, env, () => NOW);
    expect(await get()).toEqual({ accessKeyId: 'one', secretAccessKey: 's', sessionToken: 't' });
    env.AWS_ACCESS_KEY_ID = 'two';
    env.AWS_SESSION_TOKEN = '';
    expect(await get()).toEqual({ accessKeyId: 'two', secretAccessKey: 's', sessionToken: undefined });
  });

  it.each([{}, { AWS_ACCESS_KEY_ID: 'a' }, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: '' }])(
    'are missing in %j',
    async (env) => {
      await expect(credentialsFrom(undefined, env, () => NOW)()).rejects.toMatchObject({
        ...missing,
        code: 'CredentialsMissing',
      });
    },
  );
});

describe('credentials that are not valid in a header', () => {
  it.each([{ accessKeyId: 'a\n' }, { accessKeyId: 'a b' }, { sessionToken: 't\r\nx: y' }, { sessionToken: 'ä' }])(
    'are refused: %j',
    async (odd) => {
      const given = { accessKeyId: 'a', secretAccessKey: 's', ...odd };
      const garbled = { ...missing, code: 'CredentialsGarbled' };
      await expect(credentialsFrom(given, {}, () => NOW)()).rejects.toMatchObject(garbled);
      const env = {
        AWS_ACCESS_KEY_ID: given.accessKeyId,
        AWS_SECRET_ACCESS_KEY: 's',
        AWS_SESSION_TOKEN: given.sessionToken,
      };
      await expect(credentialsFrom(undefined, env, () => NOW)()).rejects.toMatchObject(garbled);
    },
  );
});

describe('configured credentials', () => {
  const env = { AWS_ACCESS_KEY_ID: 'env', AWS_SECRET_ACCESS_KEY: 's' };

  it('are preferred to those in the environment, as a value or from a function', async () => {
    const given = { accessKeyId: 'given', secretAccessKey: 's' };
    expect(await credentialsFrom(given, env, () => NOW)()).toEqual(given);
    expect(
      await credentialsFrom(
        () => given,
        env,
        () => NOW,
      )(),
    ).toEqual(given);
    expect(
      await credentialsFrom(
        async () => given,
        env,
        () => NOW,
      )(),
    ).toEqual(given);
  });

  it('are requested with forceRefresh once AWS says that they have expired', async () => {
    const asked: unknown[] = [];
    const given = (options?: { forceRefresh?: boolean }) => {
      asked.push(options);
      return { accessKeyId: 'given', secretAccessKey: 's' };
    };
    const get = credentialsFrom(given, env, () => NOW);
    await get(await get());
    expect(asked).toEqual([{ forceRefresh: false }, { forceRefresh: true }]);
  });

  it('are refused when the function fails or a key is missing, without the error of the function', async () => {
    const failing = credentialsFrom(
      () => Promise.reject(new Error('canary')),
      env,
      () => NOW,
    )();
    await expect(failing).rejects.toMatchObject({
      ...missing,
      code: 'CredentialsFailed',
      message: expect.not.stringContaining('canary'),
    });
    const lacking = credentialsFrom({ accessKeyId: '', secretAccessKey: 's' }, env, () => NOW)();
    await expect(lacking).rejects.toMatchObject({ ...missing, code: 'CredentialsIncomplete' });
  });
});

describe('credentials of a container', () => {
  it('are cached until five minutes before they expire, and requested once for all', async () => {
    let now = NOW;
    const { url, tokens } = await container(() => ({ Expiration: new Date(now + 3_600_000).toISOString() }));
    const get = credentialsFrom(undefined, { AWS_CONTAINER_CREDENTIALS_FULL_URI: url }, () => now);
    const all = await Promise.all([get(), get(), get()]);
    expect(all.map(({ accessKeyId, sessionToken }) => [accessKeyId, sessionToken])).toEqual(
      Array(3).fill(['AKIA1', 'token']),
    );
    now += 54 * 60_000;
    expect((await get()).accessKeyId).toBe('AKIA1');
    now += 2 * 60_000;
    expect((await get()).accessKeyId).toBe('AKIA2');
    expect(tokens).toEqual([undefined, undefined]);
  });

  it('are requested with the token, whose file is preferred and read each time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'token-'));
    closers.push(() => rm(folder, { recursive: true }));
    const file = join(folder, 'token');
    let now = NOW;
    const { url, tokens } = await container(() => ({ Expiration: new Date(now).toISOString() }));
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'text' };
    await credentialsFrom(undefined, env, () => now)();
    const get = credentialsFrom(undefined, { ...env, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file }, () => now);
    await writeFile(file, 'one\n');
    await get();
    await writeFile(file, 'two');
    now += 1;
    await get();
    expect(tokens).toEqual(['text', 'one', 'two']);
  });

  it('are requested again, once for all, when AWS says that they have expired', async () => {
    const { url, tokens } = await container();
    const get = credentialsFrom(undefined, { AWS_CONTAINER_CREDENTIALS_FULL_URI: url }, () => NOW);
    const first = await get();
    expect((await Promise.all([get(first), get(first), get()])).map(({ accessKeyId }) => accessKeyId)).toEqual(
      Array(3).fill('AKIA2'),
    );
    expect((await get(first)).accessKeyId).toBe('AKIA2');
    expect(tokens.length).toBe(2);
  });

  it('are requested again after a failure', async () => {
    const { url } = await container((count) => (count === 1 ? { SecretAccessKey: undefined } : {}));
    const get = credentialsFrom(undefined, { AWS_CONTAINER_CREDENTIALS_FULL_URI: url }, () => NOW);
    await expect(get()).rejects.toMatchObject({ kind: 'unreachable', code: 'ContainerCredentials' });
    expect((await get()).accessKeyId).toBe('AKIA2');
    const refusing = await container(undefined, 403);
    const refused = credentialsFrom(undefined, { AWS_CONTAINER_CREDENTIALS_FULL_URI: refusing.url }, () => NOW)();
    await expect(refused).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringContaining('403') });
  });

  it.each([
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://10.0.0.1/creds' },
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.169.254/latest' },
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1.evil.example/' },
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'nonsense' },
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'file:///etc/passwd' },
    { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '.evil.example/' },
    { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '@evil.example/' },
    { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: ':81/' },
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/', AWS_CONTAINER_AUTHORIZATION_TOKEN: 'a\r\nb: c' },
    {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nowhere/at/all',
    },
  ])('are not requested from %j', async (env) => {
    await expect(credentialsFrom(undefined, env, () => NOW)()).rejects.toMatchObject({
      ...missing,
      code: 'ContainerCredentials',
    });
  });
});

describe('Sec-R3: an answer of the container that begins and does not end', () => {
  /** Stalls until `stalls` is false. */
  async function stalling() {
    const state = { stalls: true, asked: 0 };
    const served = await serve((_, response) => {
      state.asked++;
      if (state.stalls) return void response.writeHead(200).write('{');
      send(response, 200, { AccessKeyId: `AKIA${state.asked}`, SecretAccessKey: 'secret' });
    });
    closers.push(served.close);
    return { state, env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: served.url } };
  }

  it('fails a second later, for all who wait for it', async () => {
    const { env, state } = await stalling();
    const get = credentialsFrom(undefined, env, Date.now);
    const began = performance.now();
    const outcomes = await Promise.allSettled([get(), get()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(performance.now() - began).toBeLessThan(5_000);
    state.stalls = false;
    expect((await get()).accessKeyId).toBe('AKIA2');
    expect(state.asked).toBe(2);
  });

  it('is not shared with later callers, whatever timers do', async () => {
    const { env, state } = await stalling();
    let now = NOW;
    const get = credentialsFrom(undefined, env, () => now);
    const dead = get().catch(() => 'dead');
    while (state.asked < 1) await new Promise(setImmediate);
    state.stalls = false;
    now += 1_001;
    expect((await get()).accessKeyId).toBe('AKIA2');
    // What became of the dead one changes nothing.
    expect(await dead).toBe('dead');
    expect((await get()).accessKeyId).toBe('AKIA2');
    expect(state.asked).toBe(2);
  });
});
