import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClient } from '../client/client.js';
import { exampleClient, prod, secrets, turn } from '../client/example.test.support.js';
import { locator } from '../stores/locate-target.js';
import { storesBehind } from '../stores/stores.js';
import { TransportFault } from '../transport/fault.js';
import { type AwsError, awsError } from '../transport/memory-aws.test.support.js';
import type { Operation, Operations, Transport } from '../transport/transport.js';

const SLACK = 'myapp/prod/slack-signing-secret';
const down = awsError('InternalServiceError', '', 500);

const unhandled: unknown[] = [];
const listen = (reason: unknown) => unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', listen);
});
afterEach(async () => {
  await turn();
  process.off('unhandledRejection', listen);
  expect(unhandled).toEqual([]);
});

/** A client with a cached value past its time to live, and a store that fails. */
async function expired(error: AwsError = down, seconds = 330) {
  const example = exampleClient();
  await example.client.getSecret(secrets.slackSigningSecret);
  example.aws.fails(SLACK, error);
  example.passes(seconds);
  example.aws.calls.length = 0;
  return { ...example, read: () => example.client.getSecret(secrets.slackSigningSecret) };
}

describe('a store that is out of reach, with a cached value', () => {
  it.each([down, awsError('ThrottlingException')])('serves ten reads with one attempt: $type', async (error) => {
    const { aws, read } = await expired(error);
    for (let round = 0; round < 10; round++) expect(await read()).toBe('slack');
    expect(aws.calls).toHaveLength(1);
  });

  it('is asked again after a pause that doubles up to a minute, less up to half by chance', async () => {
    const { aws, clock, read } = await expired();
    const attempts: number[] = [];
    const start = clock.now;
    for (; clock.now < start + 300_000; clock.now += 500) {
      await read();
      if (aws.calls.length > attempts.length) attempts.push((clock.now - start) / 1000);
    }
    expect(attempts).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
  });

  it('begins again with the shortest pause once it answers', async () => {
    const { aws, passes, read } = await expired();
    await read();
    aws.secret(SLACK, 'new');
    passes(0.999);
    expect(await read()).toBe('slack');
    passes(0.001);
    expect(await read()).toBe('new');
    aws.fails(SLACK, down);
    passes(330);
    await read();
    passes(1);
    await read();
    expect(aws.calls).toHaveLength(4);
  });

  it('has its value served for exactly an hour past its time to live', async () => {
    const { passes, read } = await expired();
    passes(3600 + 300 - 330 - 0.001);
    expect(await read()).toBe('slack');
    passes(0.001);
    await expect(read()).rejects.toMatchObject({ name: 'StoreUnreachableError' });
  });

  it('has no value served when the clock was set back', async () => {
    const { passes, read } = await expired();
    passes(-1000);
    await expect(read()).rejects.toMatchObject({ name: 'StoreUnreachableError' });
  });

  it('fails a read with `fresh`', async () => {
    const { client, read } = await expired();
    for (const options of [{ fresh: true }, { ttl: 0 }]) {
      await expect(client.getSecret(secrets.slackSigningSecret, options)).rejects.toMatchObject({
        name: 'StoreUnreachableError',
      });
    }
    expect(await read()).toBe('slack');
  });
});

describe('an answer of the store that there is no value', () => {
  it.each([
    [awsError('AccessDeniedException'), 'SecretAccessDeniedError'],
    [awsError('ResourceNotFoundException'), 'SecretNotFoundError'],
    [awsError('InvalidRequestException', 'marked for deletion'), 'SecretDeletedError'],
    [awsError('DecryptionFailure'), 'SecretKeyUnavailableError'],
  ])('evicts the value at once, and is served for 5 seconds: $type', async (error, name) => {
    const { aws, passes, read } = await expired(error, 301);
    // Within the tenth: this read is served, and learns of it.
    expect(await read()).toBe('slack');
    await turn();
    await expect(read()).rejects.toMatchObject({ name });
    passes(4.999);
    await expect(read()).rejects.toMatchObject({ name });
    expect(aws.calls).toHaveLength(1);
    aws.secret(SLACK, 'back');
    passes(0.001);
    expect(await read()).toBe('back');
  });

  it('is not served with `fresh`, after invalidateSecret, after putSecret, or once the clock is set back', async () => {
    const { aws, client, passes } = exampleClient();
    const ask = async (again: () => unknown, options = {}) => {
      await client.getSecret('gone').catch(() => {});
      aws.calls.length = 0;
      await again();
      await expect(client.getSecret('gone', options)).rejects.toMatchObject({ name: 'SecretNotFoundError' });
      return aws.asked().filter((operation) => operation === 'GetSecretValue').length;
    };
    expect(await ask(() => {})).toBe(0);
    expect(await ask(() => {}, { fresh: true })).toBe(1);
    expect(await ask(() => client.invalidateSecret('gone'))).toBe(1);
    expect(await ask(() => client.putSecret('gone', 'x').catch(() => {}))).toBe(1);
    expect(await ask(() => passes(-1))).toBe(1);
  });

  it('is not an error of credentials, which evicts nothing, and lets a value be served only for a tenth of its time to live', async () => {
    const { aws, passes, read } = await expired(awsError('ExpiredTokenException'), 301);
    for (let round = 0; round < 3; round++) {
      expect(await read()).toBe('slack');
      await turn();
    }
    expect(aws.calls).toHaveLength(1);
    passes(29);
    await expect(read()).rejects.toThrow();
    await expect(read()).rejects.toThrow();
    expect(aws.calls).toHaveLength(2);
  });
});

describe('a store that is out of reach, without a cached value', () => {
  it('fails each read: the second may try at once, the third has to wait', async () => {
    const { aws, client, passes } = exampleClient();
    aws.fails(SLACK, down);
    const fails = () =>
      expect(client.getSecret(secrets.slackSigningSecret)).rejects.toMatchObject({ name: 'StoreUnreachableError' });
    await fails();
    await fails();
    expect(aws.calls).toHaveLength(2);
    passes(0.999);
    await fails();
    expect(aws.calls).toHaveLength(2);
    passes(0.001);
    await fails();
    expect(aws.calls).toHaveLength(3);
    for (let round = 0; round < 5; round++) {
      passes(5);
      await fails();
    }
    expect(aws.calls).toHaveLength(8);
  });
});

/** A client whose calls hang until the test answers them, and whose timers run when the test says so. */
function hanging() {
  const calls: {
    answer: (text: string) => void;
    refuse: () => void;
    signal: AbortSignal;
    retry: boolean | undefined;
  }[] = [];
  const timers: { run: () => void; milliseconds: number }[] = [];
  const clock = { now: 0 };
  const transport: Transport = {
    region: () => 'eu-west-1',
    call: <O extends Operation>(
      _: O,
      __: Operations[O]['input'],
      { signal, retry }: { signal: AbortSignal; retry?: boolean | undefined },
    ) =>
      new Promise<Operations[O]['output']>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        calls.push({
          signal,
          retry,
          refuse: () => reject(new TransportFault('refused', '', { code: 'ResourceNotFoundException' })),
          answer: (SecretString) => resolve({ SecretString, VersionId: SecretString } as Operations[O]['output']),
        });
      }),
  };
  const client = makeClient({
    locate: locator(() => prod),
    stores: storesBehind(transport, () => clock.now),
    timeout: 2_000,
    now: () => clock.now,
    random: () => 0,
    setTimer: (callback, milliseconds) => {
      const timer = { run: callback, milliseconds };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  const call = (index: number) => {
    const found = calls[index];
    if (found === undefined) throw new Error(`call ${index} was not made`);
    return found;
  };
  const passes = async (milliseconds: number) => {
    clock.now += milliseconds;
    for (const timer of [...timers]) {
      timer.milliseconds -= milliseconds;
      if (timer.milliseconds <= 0) timer.run();
    }
    await turn();
  };
  const start = async (seconds: number) => {
    const read = client.getSecret('a');
    await turn();
    call(0).answer('one');
    await read;
    await passes(seconds * 1000);
  };
  return { calls, call, client, clock, passes, start, timers };
}

describe('a refresh that hangs', () => {
  it('keeps nobody waiting while the value may be served, and ends at the usual deadline', async () => {
    const { call, calls, client, passes, start, timers } = hanging();
    await start(301);
    expect([await client.getSecret('a'), await client.getSecret('a')]).toEqual(['one', 'one']);
    await turn();
    expect([calls.length, timers.length, call(1).retry]).toEqual([2, 1, false]);
    await passes(2_000);
    expect([call(1).signal.aborted, timers.length]).toEqual([true, 0]);
    expect(await client.getSecret('a')).toBe('one');
    await turn();
    expect(calls).toHaveLength(2);
  });

  it('keeps one reader waiting for at most a second and the next ones not at all, and is used when it arrives', async () => {
    const { call, calls, client, passes, start } = hanging();
    await start(400);
    const read = client.getSecret('a');
    await passes(999);
    const other = client.getSecret('a');
    await passes(1);
    expect([await read, await client.getSecret('a'), calls.length]).toEqual(['one', 'one', 2]);
    call(1).answer('two');
    expect([await other, await client.getSecret('a')]).toEqual(['two', 'two']);
  });

  it('is replaced by a new read after a freeze, and its outcome is not remembered', async () => {
    const { call, calls, client, clock, start } = hanging();
    await start(301);
    await client.getSecret('a');
    await turn();
    clock.now += 3_000_000;
    const read = client.getSecret('a');
    await turn();
    expect(calls).toHaveLength(3);
    call(1).answer('old');
    await turn();
    call(2).answer('new');
    expect([await read, await client.getSecret('a')]).toEqual(['new', 'new']);
  });

  it('counts even after a freeze when it says that the secret is gone', async () => {
    const { call, calls, client, clock, start } = hanging();
    await start(400);
    const reads = [client.getSecret('a')];
    await turn();
    clock.now += 2_001;
    reads.push(client.getSecret('a'));
    await turn();
    call(2).answer('two');
    expect([await reads[1], await client.getSecret('a')]).toEqual(['two', 'two']);
    call(1).refuse();
    await expect(reads[0]).rejects.toMatchObject({ name: 'SecretNotFoundError' });
    const next = client.getSecret('a');
    await turn();
    expect(calls).toHaveLength(4);
    call(3).answer('three');
    expect(await next).toBe('three');
  });

  it('causes no pause when it fails because of the freeze', async () => {
    const { calls, client, clock, passes, start } = hanging();
    await start(301);
    await client.getSecret('a');
    await turn();
    clock.now += 600_000;
    await passes(2_000);
    const read = client.getSecret('a');
    await turn();
    expect(calls).toHaveLength(3);
    calls[2]?.answer('new');
    expect(await read).toBe('new');
  });
});

describe('a cold read that hangs', () => {
  it('rejects at its deadline, and leaves no timer and no call', async () => {
    const { call, client, passes, timers } = hanging();
    const read = expect(client.getSecret('a')).rejects.toMatchObject({ name: 'StoreTimeoutError' });
    await turn();
    await passes(2_000);
    await read;
    expect([call(0).signal.aborted, timers.length]).toEqual([true, 0]);
  });
});
