import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';
import type { Fault } from './fault.js';

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
  aws.secrets.put('one', 'alpha');
  aws.secrets.put('two', 'beta');
});
afterEach(() => aws.close());

const read = (SecretId = 'one') => clientsFrom(aws.env()).secrets.getSecretValue({ SecretId });
const put = () => clientsFrom(aws.env()).secrets.putSecretValue({ SecretId: 'one', SecretString: 'changed' });
const stored = async () => {
  aws.faults.clear();
  return (await read()).SecretString;
};
const last = () => aws.calls.at(-1);

describe('a fault, as a client sees it', () => {
  it('throttles', async () => {
    aws.faults.add({ kind: 'throttle' });
    await expect(read()).rejects.toMatchObject({ name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } });
    expect(last()).toMatchObject({ outcome: 'ThrottlingException', fault: 'throttle', status: 400 });
  });

  it.each([
    [500, 'InternalServiceError'],
    [503, 'ServiceUnavailable'],
  ] as const)('answers with status %i and %s', async (status, name) => {
    aws.faults.add({ kind: 'error', status });
    await expect(read()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    expect(last()).toMatchObject({ outcome: name, fault: 'error' });
  });

  it('leaves a call unanswered until the caller gives up', async () => {
    aws.faults.add({ kind: 'hang' });
    const abort = new AbortController();
    const hanging = clientsFrom(aws.env()).secrets.getSecretValue({ SecretId: 'one' }, { abortSignal: abort.signal });
    const aborted = expect(hanging).rejects.toMatchObject({ name: 'AbortError' });
    while (last() === undefined) await new Promise(setImmediate);
    expect(last()).toMatchObject({ outcome: 'hang', status: 0 });
    abort.abort();
    await aborted;
  });

  it('resets the connection before the answer, and the call has no effect', async () => {
    aws.faults.add({ kind: 'reset' });
    await expect(put()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(last()).toMatchObject({ outcome: 'reset', status: 0 });
    expect(await stored()).toBe('alpha');
  });

  it('resets the connection in the middle of the answer, and the call has taken effect', async () => {
    aws.faults.add({ kind: 'reset', when: 'midway' });
    await expect(put()).rejects.toThrow();
    expect(last()).toMatchObject({ outcome: 'reset', status: 200 });
    expect(await stored()).toBe('changed');
  });

  it.each(['truncated', 'html'] as const)('answers with a malformed body: %s', async (body) => {
    aws.faults.add({ kind: 'malformed', body });
    await expect(read()).rejects.toThrow();
    expect(last()).toMatchObject({ outcome: 'malformed', status: 200 });
  });

  it('answers with an empty body', async () => {
    aws.faults.add({ kind: 'malformed', body: 'empty' });
    expect((await read()).SecretString).toBeUndefined();
  });

  it('answers with an object in place of each value', async () => {
    aws.faults.add({ kind: 'malformed', body: 'mistyped' });
    expect(await read()).toMatchObject({ Name: 'one', SecretBinary: { length: 20_000_000 } });
    expect(last()).toMatchObject({ outcome: 'malformed', status: 200 });
  });

  it.each(['secret', 'version'] as const)('answers with another %s, alone and in a batch', async (of) => {
    const own = await read();
    aws.faults.add({ kind: 'mixup', of });
    const Name = of === 'secret' ? 'one-2' : 'one';
    const other = await read();
    expect(other).toMatchObject({ Name, SecretString: `the value of another ${of}` });
    expect(other.ARN === own.ARN).toBe(of === 'version');
    expect(other.ARN).toMatch(new RegExp(`:secret:${Name}-\\w{6}$`));
    expect(other.VersionId).not.toBe(own.VersionId);
    const batch = await clientsFrom(aws.env()).secrets.batchGetSecretValue({ SecretIdList: ['one'] });
    expect(batch.SecretValues).toMatchObject([{ Name, SecretString: `the value of another ${of}` }]);
    expect(last()).toMatchObject({ outcome: 'mixup', fault: 'mixup', status: 200 });
    expect(await stored()).toBe('alpha');
  });

  it('leaves an error as it is, though the answer would be another one', async () => {
    aws.faults.add({ kind: 'mixup' });
    await expect(read('three')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('sends the answer byte by byte', async () => {
    aws.faults.add({ kind: 'drip', everyMs: 0 });
    expect((await read()).SecretString).toBe('alpha');
    expect(last()).toMatchObject({ outcome: 'ok', fault: 'drip' });
  });

  it('sends an answer so slowly that close ends it', async () => {
    aws.faults.add({ kind: 'drip', everyMs: 3_600_000 });
    const failed = expect(read()).rejects.toThrow();
    while (last() === undefined) await new Promise(setImmediate);
    await aws.close();
    await failed;
  });
});

describe('the target of a fault', () => {
  it.each<[string, Partial<Fault>]>([
    ['another service', { service: 'ssm' }],
    ['another operation', { operation: 'PutSecretValue' }],
    ['another secret', { id: 'two' }],
  ])('leaves out the calls of %s', async (_what, target) => {
    const handle = aws.faults.add({ kind: 'throttle', ...target });
    expect((await read()).SecretString).toBe('alpha');
    expect(handle.hits).toBe(0);
  });

  it('selects calls by service, operation and id', async () => {
    aws.faults.add({ kind: 'throttle', service: 'secretsmanager', operation: 'GetSecretValue', id: 'one' });
    await expect(read()).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect((await read('two')).SecretString).toBe('beta');
  });

  it('selects a batch by one of its ids', async () => {
    aws.faults.add({ kind: 'throttle', id: 'two' });
    const batch = clientsFrom(aws.env()).secrets.batchGetSecretValue({ SecretIdList: ['one', 'two'] });
    await expect(batch).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('limits the number of affected calls', async () => {
    const handle = aws.faults.add({ kind: 'throttle', times: 2 });
    await expect(read()).rejects.toThrow();
    await expect(read()).rejects.toThrow();
    expect((await read()).SecretString).toBe('alpha');
    expect(handle.hits).toBe(2);
  });

  it('affects one attempt of an SDK that tries again', async () => {
    aws.faults.add({ kind: 'error', status: 503, times: 1 });
    const { secrets } = clientsFrom(aws.env(), { maxAttempts: 2 });
    expect(await secrets.getSecretValue({ SecretId: 'one' })).toMatchObject({ SecretString: 'alpha' });
    expect(aws.calls.map(({ outcome }) => outcome)).toEqual(['ServiceUnavailable', 'ok']);
  });

  it('affects a share of the calls, drawn from the injected random source', async () => {
    await aws.close();
    const draws = [0.1, 0.9, 0.29, 0.3];
    aws = await startLocalAws({ random: () => draws.shift() ?? 0.99 });
    const { sts } = clientsFrom(aws.env());
    aws.faults.add({ kind: 'throttle', rate: 0.3 });
    for (let call = 0; call < 4; call += 1) await sts.getCallerIdentity({}).catch(() => undefined);
    expect(aws.calls.map(({ fault }) => fault)).toEqual(['throttle', undefined, 'throttle', undefined]);
  });

  it('is left alone when the fault is removed, or all faults are cleared', async () => {
    const handle = aws.faults.add({ kind: 'throttle' });
    handle.remove();
    expect((await read()).SecretString).toBe('alpha');
    aws.faults.add({ kind: 'hang' });
    aws.faults.clear();
    expect((await read()).SecretString).toBe('alpha');
  });

  it('leaves out a call whose signature is wrong', async () => {
    aws.faults.add({ kind: 'throttle' });
    const unsigned = clientsFrom({ ...aws.env(), AWS_SECRET_ACCESS_KEY: 'guessed' }).secrets.listSecrets({});
    await expect(unsigned).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });

  it.each([
    { rate: 2 },
    { rate: Number.NaN },
    { times: 0 },
    { times: 1.5 },
    { service: 's3' },
    { operation: 'GetSecretValu' },
    // As a caller without types may write it.
    { kind: 'nope' as 'throttle' },
  ])('is refused with %o, which would match no call', (target) => {
    expect(() => aws.faults.add({ kind: 'throttle', ...target })).toThrow(
      expect.objectContaining({ name: 'FaultInvalidError', resolution: expect.any(String) }),
    );
  });
});
