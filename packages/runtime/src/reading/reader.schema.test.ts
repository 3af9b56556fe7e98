import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { prod } from '../client/example.test.support.js';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { memoryAws } from '../transport/memory-aws.test.support.js';

type Answer = ReturnType<StandardSchemaV1['~standard']['validate']>;

/** One secret under several declarations, of which `shaped` has a schema that answers as the test says. */
function declared(answer: (value: unknown) => Answer, timeout = 60) {
  const schema: StandardSchemaV1 = { '~standard': { version: 1, vendor: 'test', validate: answer } };
  const name = 'shared';
  const secrets = defineSecrets({
    app: 'myapp',
    environments: { prod: 'main' },
    secrets: { shaped: jsonSecret(schema, { name }) },
  });
  const others = defineSecrets({
    app: 'myapp',
    environments: { prod: 'main' },
    secrets: { right: jsonSecret(['a'], { name }) },
  });
  const wrongs = defineSecrets({
    app: 'myapp',
    environments: { prod: 'main' },
    secrets: { wrong: jsonSecret(['b'], { name }) },
  });
  const aws = memoryAws();
  const clock = { now: Date.parse('2026-11-03T00:00:00Z') };
  aws.secret(name, { a: 'a' });
  const client = createSecretsClient({
    descriptor: prod,
    transport: aws.transport,
    now: () => clock.now,
    random: () => 0,
    timeout,
  });
  const passes = (seconds: number) => {
    clock.now += seconds * 1000;
  };
  return { aws, client, passes, shaped: secrets.shaped, right: others.right, wrong: wrongs.wrong };
}

const never = () => new Promise<never>(() => {});
const LATE = { name: 'SecretShapeMismatchError', message: expect.stringContaining('its schema did not answer within') };

describe('Sec-R5: a schema that never answers', () => {
  it('ends each read at its deadline', async () => {
    const { client, shaped } = declared(never);
    await expect(client.getSecret(shaped)).rejects.toMatchObject(LATE);
    // Now that the value is cached.
    await expect(client.getSecret(shaped)).rejects.toMatchObject(LATE);
    const context = { getRemainingTimeInMillis: () => 260 };
    await expect(client.getSecret(shaped, { context })).rejects.toMatchObject(LATE);
    await expect(client.getSecrets([shaped])).rejects.toMatchObject(LATE);
    await expect(client.putSecret(shaped, { a: 'a' })).rejects.toMatchObject(LATE);
  });

  it('ends a read when its signal aborts', async () => {
    const { client, shaped } = declared(never);
    const signal = AbortSignal.timeout(30);
    await expect(client.getSecret(shaped, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('is asked anew by the next read', async () => {
    let asked = 0;
    const { aws, client, shaped } = declared((value) => (++asked === 1 ? never() : { value }));
    await expect(client.getSecret(shaped)).rejects.toMatchObject(LATE);
    expect(await client.getSecret(shaped)).toEqual({ a: 'a' });
    expect(await client.getSecret(shaped)).toEqual({ a: 'a' });
    expect(asked).toBe(2);
    expect(aws.calls.length).toBe(1);
  });

  it('keeps no other declaration of the secret waiting', async () => {
    const { aws, client, shaped, right } = declared(never);
    const late = expect(client.getSecret(shaped)).rejects.toMatchObject(LATE);
    expect(await client.getSecret(right)).toEqual({ a: 'a' });
    await late;
    expect(aws.calls.length).toBe(1);
  });
});

describe('a schema that answers later', () => {
  it('is asked once by reads that wait together', async () => {
    let asked = 0;
    const { client, shaped } = declared(async (value) => {
      asked++;
      await new Promise(setImmediate);
      return { value };
    }, 2_000);
    const values = await Promise.all([client.getSecret(shaped), client.getSecret(shaped)]);
    expect(values[0]).toBe(values[1]);
    expect(await client.getSecret(shaped)).toBe(values[0]);
    expect(asked).toBe(1);
  });
});

describe('Sec-R5: a declaration that its value does not match', () => {
  it('spoils the cache of no other declaration', async () => {
    const { aws, client, passes, right, wrong } = declared(never);
    const value = await client.getSecret(right);
    await expect(client.getSecret(wrong)).rejects.toMatchObject({ name: 'SecretShapeMismatchError' });
    for (let second = 0; second < 290; second += 10) {
      expect(await client.getSecret(right)).toBe(value);
      passes(10);
    }
    expect(aws.calls.length).toBe(1);
  });

  it('spoils none that is read after it', async () => {
    const { aws, client, passes, right, wrong } = declared(never);
    await expect(client.getSecret(wrong)).rejects.toMatchObject({ name: 'SecretShapeMismatchError' });
    for (let second = 0; second < 290; second += 10) {
      expect(await client.getSecret(right)).toEqual({ a: 'a' });
      passes(10);
    }
    expect(aws.calls.length).toBe(1);
  });

  it('is met by a corrected value after 5 s', async () => {
    const { aws, client, passes, wrong } = declared(never);
    await expect(client.getSecret(wrong)).rejects.toMatchObject({ name: 'SecretShapeMismatchError' });
    aws.secret('shared', { b: 'b' });
    passes(4.9);
    await expect(client.getSecret(wrong)).rejects.toMatchObject({ name: 'SecretShapeMismatchError' });
    passes(0.7);
    expect(await client.getSecret(wrong)).toEqual({ b: 'b' });
  });
});
