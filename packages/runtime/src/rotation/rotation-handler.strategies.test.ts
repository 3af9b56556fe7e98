import { afterEach, describe, expect, it } from 'vitest';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { generatedSecret } from './generated-secret.js';
import { overlappingKeys } from './overlapping-keys.js';
import { refreshedToken } from './refreshed-token.js';
import { rotationHandler } from './rotation-handler.js';
import { type RotationService, rotationService, SECRET } from './rotation-service.test.support.js';

const HOUR = 3_600_000;
const name = { prod: SECRET };
const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: {
    sessionKeys: jsonSecret(['previous', 'current', 'next'], { name }),
  },
});
const others = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: {
    keys: jsonSecret<{ previous: string; current: string; next: string; algorithm?: string }>({ name }),
  },
});
const mail = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { mail: jsonSecret(['keyId', 'apiKey'], { name }) },
});

let service: RotationService;
afterEach(() => service.close());

async function begin(value: object) {
  const clock = { now: Date.parse('2026-11-03T00:00:00Z') };
  service = await rotationService({ now: () => clock.now, value: JSON.stringify(value) });
  clock.now += 2 * HOUR;
  const current = async () => JSON.parse((await service.values()).current ?? '');
  return { clock, current };
}

describe('generatedSecret', () => {
  const first = { previous: 'a', current: 'b', next: 'c' };

  it('makes the next key the current one, and keeps the current one for what it has signed', async () => {
    const { current } = await begin(first);
    await service.rotate(rotationHandler(secrets.sessionKeys, generatedSecret()));
    expect(await current()).toEqual({ previous: 'b', current: 'c', next: expect.stringMatching(/^[\w-]{43}$/) });
  });

  it('generates another key each time, by the function that is given', async () => {
    const { clock, current } = await begin(first);
    let made = 0;
    const handler = rotationHandler(secrets.sessionKeys, generatedSecret({ generate: async () => `made-${made++}` }));
    for (let rotation = 0; rotation < 3; rotation++) {
      await service.rotate(handler);
      clock.now += 2 * HOUR;
    }
    expect(await current()).toEqual({ previous: 'made-0', current: 'made-1', next: 'made-2' });
  });

  it('keeps the other fields of the value', async () => {
    const { current } = await begin({ ...first, algorithm: 'HS256' });
    await service.rotate(rotationHandler(others.keys, generatedSecret()));
    expect(await current()).toMatchObject({ algorithm: 'HS256', current: 'c' });
  });

  it('only adds a next key where there is none', async () => {
    const { current } = await begin({ current: 'a' });
    await service.rotate(rotationHandler(others.keys, generatedSecret({ generate: () => 'made' })));
    expect(await current()).toEqual({ previous: 'a', current: 'a', next: 'made' });
  });

  it('refuses a second rotation within the ttl of its readers and an hour', async () => {
    const { clock } = await begin(first);
    const handler = rotationHandler(secrets.sessionKeys, generatedSecret({ ttl: 1800 }));
    await service.rotate(handler);
    clock.now += 1.4 * HOUR;
    const token = service.begin();
    await expect(service.invoke(handler, token, 'createSecret')).rejects.toMatchObject({
      name: 'RotationTooSoonError',
    });
    clock.now += 0.1 * HOUR;
    await service.invoke(handler, token, 'createSecret');
  });

  it('refuses to finish after the keys were changed by somebody else', async () => {
    await begin(first);
    const handler = rotationHandler(secrets.sessionKeys, generatedSecret());
    const token = service.begin();
    await service.invoke(handler, token, 'createSecret');
    service.aws.secrets.put(SECRET, JSON.stringify({ previous: 'x', current: 'y', next: 'z' }));
    await expect(service.invoke(handler, token, 'testSecret')).rejects.toMatchObject({
      name: 'RotationStateInvalidError',
    });
  });

  it('passes the test of RotateImmediately: false', async () => {
    await begin(first);
    const token = service.begin();
    await service.call('PutSecretValue', {
      SecretId: SECRET,
      ClientRequestToken: token,
      SecretString: JSON.stringify(first),
      VersionStages: ['AWSPENDING'],
    });
    await service.invoke(rotationHandler(secrets.sessionKeys, generatedSecret()), token, 'testSecret');
  });

  it.each([
    ['generate', { generate: 'x' }, '"generate" of generatedSecret must be a function.'],
    ['ttl', { ttl: -1 }, '"ttl" of generatedSecret must be a number of seconds, 0 or more.'],
    ['an unknown option', { bytes: 32 }, 'There is no option "bytes" of generatedSecret.'],
  ])('refuses options with a wrong %s', (_, options, message) => {
    expect(() => generatedSecret(options as never)).toThrow(
      expect.objectContaining({ name: 'ClientOptionInvalidError', message }),
    );
  });
});

describe('overlappingKeys', () => {
  /** A provider without idempotency keys. */
  function provider() {
    const keys = new Set(['first']);
    const revoked: string[] = [];
    const strategy = overlappingKeys<{ keyId: string }, { keyId: string; apiKey: string }>({
      create: () => {
        const keyId = `key-${keys.size + revoked.length}`;
        keys.add(keyId);
        return { keyId, apiKey: `secret-of-${keyId}` };
      },
      revoke: ({ previous }) => {
        keys.delete(previous.keyId);
        revoked.push(previous.keyId);
      },
      key: ({ keyId }) => keyId,
    });
    return { keys, revoked, handler: rotationHandler(mail.mail, strategy) };
  }
  const first = { keyId: 'first', apiKey: 'first-api-key' };

  it('revokes the older key at the next rotation, so that both work until then', async () => {
    const { clock } = await begin(first);
    const { keys, revoked, handler } = provider();
    await service.rotate(handler);
    expect([...keys]).toEqual(['first', 'key-1']);
    clock.now += 2 * HOUR;
    await service.rotate(handler);
    expect([[...keys], revoked]).toEqual([['key-1', 'key-2'], ['first']]);
  });

  it('revokes nothing while a reader may have the older key', async () => {
    await begin(first);
    const { revoked, handler } = provider();
    await service.rotate(handler);
    await expect(service.invoke(handler, service.begin(), 'createSecret')).rejects.toMatchObject({
      name: 'RotationTooSoonError',
    });
    expect(revoked).toEqual([]);
  });

  it('does not revoke the current key, where the previous value has it too', async () => {
    const { clock } = await begin(first);
    const { revoked, handler } = provider();
    service.aws.secrets.put(SECRET, JSON.stringify({ ...first, note: 'set again' }));
    clock.now += 2 * HOUR;
    await service.rotate(handler);
    expect(revoked).toEqual([]);
  });

  it('leaves one key that nobody uses after a crash, where the provider has no idempotency key', async () => {
    await begin(first);
    const { keys, handler } = provider();
    const token = service.begin();
    // After the provider, before the put.
    expect(await service.invoke(handler, token, 'createSecret', { call: 4, when: 'before' })).toBe(true);
    for (const step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) {
      await service.invoke(handler, token, step);
    }
    expect([...keys]).toEqual(['first', 'key-1', 'key-2']);
    expect(JSON.parse((await service.values()).current ?? '')).toMatchObject({ keyId: 'key-2' });
  });
});

describe('refreshedToken', () => {
  const first = { keyId: 'first', apiKey: 'first-token' };
  const lasting = (seconds: number, now: () => number, more = {}) =>
    rotationHandler(
      mail.mail,
      refreshedToken<unknown, { keyId: string; apiKey: string }>({
        create: () => ({ keyId: `${now() + seconds * 1000}`, apiKey: 'new-token' }),
        expiresAt: ({ keyId }) => new Date(Number(keyId)),
        now,
        ...more,
      }),
    );

  it('stores a token that lasts until the next one is in every cache', async () => {
    const { clock, current } = await begin(first);
    await service.rotate(lasting(12 * 3600, () => clock.now));
    expect(await current()).toMatchObject({ apiKey: 'new-token' });
  });

  it.each([
    ['an hour', 3600, {}, 21_900],
    ['a second too short', 21_899, {}, 21_900],
    ['shorter than the schedule needs', 12 * 3600, { every: 12 * 3600 }, 50_700],
    ['shorter than the ttl of readers needs', 21_900, { ttl: 600 }, 22_200],
  ])('does not store a token that lasts for %s', async (_, seconds, more, least) => {
    const { clock } = await begin(first);
    const handler = lasting(seconds, () => clock.now, more);
    await expect(service.invoke(handler, service.begin(), 'createSecret')).rejects.toMatchObject({
      name: 'RotationFailedError',
      message: expect.stringContaining(`must last for ${least} s`),
      resolution: expect.stringContaining('updateSecret'),
    });
    expect(service.asked()).not.toContain('PutSecretValue');
  });

  it('refuses a schedule that Secrets Manager does not have', async () => {
    await begin(first);
    expect(() => lasting(1, Date.now, { every: 3600 })).toThrow(
      expect.objectContaining({ message: '"every" of refreshedToken must be a number of seconds, 14400 or more.' }),
    );
  });
});
