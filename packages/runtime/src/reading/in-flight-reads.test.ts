import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { exampleClient, prod, secrets, turn } from '../client/example.test.support.js';
import type { Operation, Operations, Transport } from '../transport/transport.js';

/** A transport whose answers come when the test says so. */
function heldTransport() {
  const held: { resolve: (output: object) => void; reject: (error: unknown) => void; signal: AbortSignal }[] = [];
  const transport: Transport = {
    region: () => 'eu-west-1',
    call: <O extends Operation>(_: O, __: Operations[O]['input'], { signal }: { readonly signal: AbortSignal }) =>
      new Promise<Operations[O]['output']>((resolve, reject) => {
        held.push({ resolve: resolve as (output: object) => void, reject, signal });
      }),
  };
  const client = createSecretsClient({ descriptor: prod, transport, now: () => 0, random: () => 0, timeout: 30_000 });
  const call = (index: number) => {
    const found = held[index];
    if (found === undefined) throw new Error(`call ${index} was not made`);
    return found;
  };
  return {
    client,
    held,
    call,
    text: (index: number, SecretString: string) => call(index).resolve({ SecretString, VersionId: SecretString }),
  };
}

describe('a read in flight', () => {
  it('is one call for all callers', async () => {
    const { client, held, text } = heldTransport();
    const reads = Array.from({ length: 100 }, () => client.getSecret('a'));
    await turn();
    expect(held).toHaveLength(1);
    text(0, 'value');
    expect(new Set(await Promise.all(reads))).toEqual(new Set(['value']));
  });

  it('is joined by getSecrets too', async () => {
    const { client, held, text } = heldTransport();
    const one = client.getSecret('a');
    await turn();
    const both = client.getSecrets(['a', 'b']);
    await turn();
    expect(held).toHaveLength(2);
    text(0, 'A');
    text(1, 'B');
    expect([await one, await both]).toEqual(['A', ['A', 'B']]);
  });

  it('fails for all callers, and is not remembered', async () => {
    const { client, held, call, text } = heldTransport();
    const failed = [client.getSecret('a'), client.getSecret('a')].map((read) =>
      expect(read).rejects.toMatchObject({ name: 'StoreUnreachableError' }),
    );
    await turn();
    call(0).reject(new Error('anything'));
    await Promise.all(failed);
    const again = client.getSecret('a');
    await turn();
    expect(held).toHaveLength(2);
    text(1, 'value');
    expect(await again).toBe('value');
  });
});

describe('a caller who stops waiting', () => {
  it('gets the reason of its signal, and fails no other caller', async () => {
    const { client, call, text } = heldTransport();
    const controller = new AbortController();
    const reason = new Error('the user left');
    const impatient = expect(client.getSecret('a', { signal: controller.signal })).rejects.toBe(reason);
    const patient = client.getSecret('a');
    await turn();
    controller.abort(reason);
    await impatient;
    expect(call(0).signal.aborted).toBe(false);
    text(0, 'value');
    expect(await patient).toBe('value');
  });

  it('aborts the call when nobody else waits, and the next caller starts another', async () => {
    const { client, held, call, text } = heldTransport();
    const controller = new AbortController();
    const gone = expect(client.getSecret('a', { signal: controller.signal })).rejects.toThrow();
    await turn();
    controller.abort();
    await gone;
    expect(call(0).signal.aborted).toBe(true);
    const next = client.getSecret('a');
    await turn();
    expect(held).toHaveLength(2);
    text(1, 'value');
    expect(await next).toBe('value');
  });

  it('starts no call when its signal has aborted before', async () => {
    const { client, held } = heldTransport();
    await expect(client.getSecret('a', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    await expect(client.getSecrets(['a', 'b'], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await expect(client.putSecret('a', 'b', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(held).toHaveLength(0);
  });

  it('stops at the deadline of Lambda’s context', async () => {
    const { client, call } = heldTransport();
    const context = { getRemainingTimeInMillis: () => 251 };
    await expect(client.getSecret('a', { context })).rejects.toMatchObject({
      name: 'StoreTimeoutError',
      message: 'Secret "a": AWS Secrets Manager did not answer within 1 ms.',
    });
    expect(call(0).signal.aborted).toBe(true);
  });

  it('stops a write at the deadline', async () => {
    const { client, call } = heldTransport();
    const context = { getRemainingTimeInMillis: () => 0 };
    await expect(client.putSecret('a', 'value', { context })).rejects.toMatchObject({ name: 'StoreTimeoutError' });
    expect(call(0).signal.aborted).toBe(true);
  });

  it('leaves a shared call in flight while anyone waits', async () => {
    const { client, call } = heldTransport();
    const one = new AbortController();
    const both = expect(client.getSecrets(['a', 'b'], { signal: one.signal })).rejects.toThrow();
    const other = client.getSecret('b');
    await turn();
    one.abort();
    await both;
    expect(call(0).signal.aborted).toBe(false);
    call(0).resolve({
      SecretValues: [
        { Name: 'a', SecretString: 'A' },
        { Name: 'b', SecretString: 'B' },
      ],
    });
    expect(await other).toBe('B');
  });
});

describe('a call that has ended', () => {
  it('leaves no timer and no listener', async () => {
    const { client } = exampleClient();
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const before = timers();
    const { signal } = new AbortController();
    await client.getSecret(secrets.stripe, { signal });
    await client.getSecrets([secrets.keystore, secrets.tokens], { signal });
    await client.putSecret(secrets.slackSigningSecret, 'new', { signal });
    await expect(client.getSecret('missing', { signal })).rejects.toMatchObject({ name: 'SecretNotFoundError' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

describe('an older read in flight', () => {
  it('does not bring back a value after invalidateSecret', async () => {
    const { client, held, text } = heldTransport();
    const older = client.getSecret('a');
    await turn();
    client.invalidateSecret('a');
    const newer = client.getSecret('a');
    await turn();
    expect(held).toHaveLength(2);
    text(1, 'new');
    expect(await newer).toBe('new');
    text(0, 'old');
    expect(await older).toBe('old');
    expect(await client.getSecret('a')).toBe('new');
  });

  it('does not bring back a value after putSecret, whether it began before or during it', async () => {
    const { client, call, text } = heldTransport();
    const before = client.getSecret('a');
    await turn();
    const put = client.putSecret('a', 'new');
    await turn();
    const during = client.getSecret('a');
    await turn();
    call(1).resolve({});
    await put;
    text(0, 'old');
    text(2, 'old');
    expect([await before, await during]).toEqual(['old', 'old']);
    const after = client.getSecret('a');
    await turn();
    text(3, 'new');
    expect(await after).toBe('new');
  });

  it('does not bring back a value after a failed putSecret, which may have been written', async () => {
    const { aws, client } = exampleClient();
    await client.getSecret(secrets.slackSigningSecret);
    aws.deny.add('PutSecretValue');
    await expect(client.putSecret(secrets.slackSigningSecret, 'x')).rejects.toMatchObject({
      name: 'SecretAccessDeniedError',
    });
    await client.getSecret(secrets.slackSigningSecret);
    expect(aws.asked()).toEqual(['GetSecretValue', 'PutSecretValue', 'GetSecretValue']);
  });
});
