import { afterEach, describe, expect, it } from 'vitest';
import { allow, roleWith } from '../../../backend.test.support.js';
import { type LocalAws, startLocalAws } from '../../../local-aws.js';
import { permission, type Rotator, rotationBackend, rotatorArn } from '../../../rotation.test.support.js';
import { clientsFrom } from '../../../sdk-clients.test.support.js';

const running: LocalAws[] = [];

afterEach(async () => {
  for (const aws of running.splice(0)) await aws.close();
});

const ROTATOR = rotatorArn('rotator');
const v1 = 'v1'.padEnd(32, '0');
const v2 = 'v2'.padEnd(32, '0');
const v3 = 'v3'.padEnd(32, '0');

async function started(rotators: Readonly<Record<string, Rotator>> = { rotator: {} }) {
  const aws = await startLocalAws({ backends: [rotationBackend(rotators)] });
  running.push(aws);
  const { secrets } = clientsFrom(aws.env());
  await secrets.createSecret({ Name: 'db', SecretString: 'first', ClientRequestToken: v1 });
  const stages = async () => (await secrets.describeSecret({ SecretId: 'db' })).VersionIdsToStages;
  return { aws, secrets, stages };
}

const seenIn = (logs: readonly string[]) =>
  logs
    .flatMap((line) => (line.includes('{"event"') ? [line] : []))
    .map((line) => JSON.parse(line.slice(line.indexOf('{"event"'))));

describe('RotateSecret', () => {
  it('answers before the function is invoked, and runs the four steps in order', async () => {
    const { aws, secrets, stages } = await started();
    const RotationRules = { AutomaticallyAfterDays: 30 };
    const rotate = { SecretId: 'db', RotationLambdaARN: ROTATOR, RotationRules, ClientRequestToken: v2 };
    expect(await secrets.rotateSecret(rotate)).toMatchObject({ Name: 'db', VersionId: v2 });
    expect(await stages()).toEqual({ [v1]: ['AWSCURRENT'], [v2]: ['AWSPENDING'] });
    const [rotation, ...more] = await aws.rotations.settled();
    expect(more).toEqual([]);
    expect(rotation).toMatchObject({ kind: 'rotation', versionId: v2, attempt: 1, outcome: 'succeeded' });
    expect(rotation?.error).toBeUndefined();
    const seen = seenIn(rotation?.logs ?? []);
    expect(seen.map(({ event }) => event.Step)).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret']);
    expect(seen[0]).toMatchObject({ RotationEnabled: true, pending: 'ResourceNotFoundException' });
    expect(await stages()).toEqual({ [v1]: ['AWSPREVIOUS'], [v2]: ['AWSCURRENT'] });
    expect((await secrets.getSecretValue({ SecretId: 'db' })).SecretString).toBe(`rotated ${v2}`);
  });

  it('invokes the function with the credentials of its role', async () => {
    const { aws, secrets } = await started();
    await secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR });
    await aws.rotations.settled();
    expect(aws.calls.count({ principal: 'rotator', operation: 'PutSecretValue', outcome: 'ok' })).toBe(1);
  });

  it('leaves an empty pending version where the function fails, and says why', async () => {
    const { aws, secrets, stages } = await started({ rotator: { environment: { FAIL_IN: 'createSecret' } } });
    await secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR, ClientRequestToken: v2 });
    const [rotation] = await aws.rotations.settled();
    expect(rotation).toMatchObject({
      outcome: 'failed',
      step: 'createSecret',
      error: { errorType: 'RangeError', errorMessage: 'The database is away.' },
    });
    expect(await stages()).toEqual({ [v1]: ['AWSCURRENT'], [v2]: ['AWSPENDING'] });
  });

  it('retries the same version, ten minutes later by its clock', async () => {
    const { aws, secrets } = await started({ rotator: { environment: { FAIL_IN: 'setSecret' } } });
    await secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR, ClientRequestToken: v2 });
    const rotations = await aws.advance(25 * 60_000);
    expect(rotations.map(({ attempt, versionId }) => [attempt, versionId])).toEqual([1, 2, 3].map((n) => [n, v2]));
    expect(rotations.every(({ step }) => step === 'setSecret')).toBe(true);
  });

  it('counts a rotation whose finishSecret did not move AWSCURRENT as failed', async () => {
    const { aws, secrets } = await started({ rotator: { environment: { STOP_SHORT: '1' } } });
    await secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR });
    expect((await aws.rotations.settled())[0]).toMatchObject({
      outcome: 'failed',
      error: { errorType: 'RotationIncomplete' },
    });
  });

  it('refuses a caller who may rotate the secret, but not invoke the function', async () => {
    const { aws } = await started();
    const role = roleWith(allow('secretsmanager:RotateSecret', '*'));
    const rotate = clientsFrom(aws.env(role)).secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR });
    await expect(rotate).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`not authorized to perform: lambda:InvokeFunction on resource: ${ROTATOR}`),
    });
    expect(aws.rotations.list()).toEqual([]);
  });

  it('refuses a caller who may invoke the function, but not rotate the secret', async () => {
    const { aws } = await started();
    const role = roleWith(allow('lambda:InvokeFunction', ROTATOR));
    const rotate = clientsFrom(aws.env(role)).secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR });
    await expect(rotate).rejects.toThrow('not authorized to perform: secretsmanager:RotateSecret');
  });

  it('rotates for a caller who may do both', async () => {
    const { aws } = await started();
    const role = roleWith(allow('lambda:InvokeFunction', ROTATOR), allow('secretsmanager:RotateSecret', '*'));
    await clientsFrom(aws.env(role)).secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR });
    expect((await aws.rotations.settled())[0]?.outcome).toBe('succeeded');
  });

  it.each([
    ['another account', permission({ StringEquals: { 'AWS:SourceAccount': '210987654321' } })],
    [
      'another secret',
      permission({ ArnLike: { 'AWS:SourceArn': 'arn:aws:secretsmanager:us-east-1:123456789012:secret:other-??????' } }),
    ],
    ['nobody', undefined],
  ])('refuses a function that %s may have invoked by Secrets Manager', async (_whom, policy) => {
    const { secrets } = await started({ rotator: { policy } });
    await expect(secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('Secrets Manager cannot invoke the specified Lambda function.'),
    });
    const described = await secrets.describeSecret({ SecretId: 'db' });
    expect(Object.keys(described).filter((member) => member.includes('Rotat'))).toEqual([]);
  });

  it('invokes a function that only this secret of this account may have invoked', async () => {
    const SourceArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-??????';
    const policy = permission({
      StringEquals: { 'AWS:SourceAccount': '123456789012' },
      ArnLike: { 'AWS:SourceArn': SourceArn },
    });
    const { aws, secrets } = await started({ rotator: { policy } });
    await secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR });
    expect((await aws.rotations.settled())[0]?.outcome).toBe('succeeded');
  });

  it('attempts a rotation that is not complete again when another is asked for', async () => {
    const { aws, secrets } = await started({ rotator: { environment: { FAIL_IN: 'testSecret' } } });
    await secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR, ClientRequestToken: v2 });
    await aws.rotations.settled();
    const again = secrets.rotateSecret({ SecretId: 'db', ClientRequestToken: v3 });
    await expect(again).rejects.toThrow("A previous rotation isn't complete. That rotation will be reattempted.");
    expect((await aws.rotations.settled()).map(({ versionId }) => versionId)).toEqual([v2, v2]);
  });
});

describe('CancelRotateSecret', () => {
  it('ends the rotation that runs, and leaves its version as it is', async () => {
    const { aws, secrets, stages } = await started({ rotator: { environment: { FAIL_IN: 'setSecret' } } });
    await secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR, ClientRequestToken: v2 });
    expect(await secrets.cancelRotateSecret({ SecretId: 'db' })).toMatchObject({ Name: 'db', VersionId: v2 });
    expect((await aws.advance(24 * 3_600_000)).map(({ outcome }) => outcome)).toEqual(['cancelled']);
    expect(await stages()).toEqual({ [v1]: ['AWSCURRENT'], [v2]: ['AWSPENDING'] });
  });
});

describe('close', () => {
  it('ends a rotation whose function hangs', async () => {
    const { aws, secrets } = await started({ rotator: { environment: { HANG_IN: 'createSecret' } } });
    await secrets.rotateSecret({ SecretId: 'db', RotationLambdaARN: ROTATOR });
    await aws.close();
    expect(aws.rotations.list()[0]?.outcome).toBe('cancelled');
  });
});
