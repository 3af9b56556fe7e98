import { afterEach, describe, expect, it } from 'vitest';
import type { Backend, BackendRotation } from './backend/model.js';
import { type LocalAws, startLocalAws } from './local-aws.js';
import { type Rotator, rotationBackend, rotatorArn } from './rotation.test.support.js';
import { clientsFrom } from './sdk-clients.test.support.js';

const running: LocalAws[] = [];

afterEach(async () => {
  for (const aws of running.splice(0)) await aws.close();
});

const DAY = 86_400_000;

async function started(): Promise<LocalAws> {
  const aws = await startLocalAws();
  running.push(aws);
  return aws;
}

function scheduled(change: Partial<BackendRotation> = {}, rotator: Rotator = {}): Backend {
  const rotation = {
    logicalId: 'Schedule',
    secretId: 'db',
    functionArn: rotatorArn('rotator'),
    rules: { ScheduleExpression: 'rate(30 days)' },
    immediately: true,
    ...change,
  };
  return rotationBackend({ rotator }, { rotations: [rotation] });
}

async function stateOf(aws: LocalAws, SecretId = 'db') {
  return await clientsFrom(aws.env()).secrets.describeSecret({ SecretId });
}

describe('a backend with a rotation schedule', () => {
  it('rotates its secret when it is deployed', async () => {
    const aws = await started();
    aws.secrets.put('db', 'first');
    aws.load(scheduled());
    const [rotation, ...more] = await aws.rotations.settled();
    expect(more).toEqual([]);
    expect(rotation).toMatchObject({ kind: 'rotation', outcome: 'succeeded' });
    expect(await stateOf(aws)).toMatchObject({ RotationEnabled: true, RotationLambdaARN: rotatorArn('rotator') });
  });

  it('rotates a secret that its own templates create', async () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf';
    const secrets = [{ logicalId: 'Db', arn, name: 'db', value: { string: 'first' } }];
    const aws = await startLocalAws({ backends: [{ ...scheduled({ secretId: arn }), secrets }] });
    running.push(aws);
    expect((await aws.rotations.settled())[0]).toMatchObject({ secretArn: arn, outcome: 'succeeded' });
  });

  it('tests the function only where RotateImmediatelyOnUpdate is false, and rotates on the schedule', async () => {
    const aws = await started();
    aws.secrets.put('db', 'first');
    aws.load(scheduled({ immediately: false }));
    expect((await aws.rotations.settled()).map(({ kind }) => kind)).toEqual(['test']);
    expect((await aws.advance(31 * DAY)).map(({ kind }) => kind)).toEqual(['test', 'rotation']);
  });

  it('rotates nothing when it is deployed again as it was', async () => {
    const aws = await started();
    aws.secrets.put('db', 'first');
    aws.load(scheduled());
    await aws.rotations.settled();
    aws.load(scheduled());
    expect(await aws.rotations.settled()).toHaveLength(1);
  });

  it('rotates again when it is deployed with another schedule', async () => {
    const aws = await started();
    aws.secrets.put('db', 'first');
    aws.load(scheduled());
    await aws.rotations.settled();
    aws.load(scheduled({ rules: { ScheduleExpression: 'rate(10 days)' } }));
    expect(await aws.rotations.settled()).toHaveLength(2);
  });

  it.each([
    [
      'a secret that does not exist',
      {},
      {},
      "Secrets Manager can't find the specified secret.",
      /aws\.secrets\.put\('missing'/,
    ],
    [
      'a function without a permission',
      { secretId: 'db' },
      { policy: undefined },
      'cannot invoke the specified Lambda function',
      /addPermission/,
    ],
    [
      'a rate of three hours',
      { secretId: 'db', rules: { ScheduleExpression: 'rate(3 hours)' } },
      {},
      'every four hours',
      /rate\(30 days\)/,
    ],
  ])('fails its deployment with %s', async (_what, change, rotator, message, resolution) => {
    const aws = await started();
    aws.secrets.put('db', 'first');
    const backend = scheduled({ secretId: 'missing', ...change }, rotator);
    expect(() => aws.load(backend)).toThrow(
      expect.objectContaining({
        name: 'DeploymentFailedError',
        message: expect.stringMatching(
          /^CloudFormation could not create Schedule \(AWS::SecretsManager::RotationSchedule of (db|missing)\): /,
        ),
        resolution: expect.stringMatching(resolution),
      }),
    );
    expect(() => aws.load(backend)).toThrow(message);
  });

  it('fails to start where its secret is put afterwards', async () => {
    const start = startLocalAws({ backends: [scheduled()] });
    await expect(start).rejects.toMatchObject({
      name: 'DeploymentFailedError',
      resolution: "Put the secret first, then deploy: aws.secrets.put('db', '…'); aws.load(backend);",
    });
  });
});

describe('advance', () => {
  it('runs what is due in the order of time', async () => {
    const aws = await started();
    for (const name of ['slow', 'fast']) aws.secrets.put(name, 'first');
    aws.load(
      rotationBackend(
        { rotator: {} },
        {
          rotations: [
            { logicalId: 'A', secretId: 'slow', days: 3 },
            { logicalId: 'B', secretId: 'fast', days: 2 },
          ].map(({ days, ...rotation }) => ({
            ...rotation,
            functionArn: rotatorArn('rotator'),
            rules: { AutomaticallyAfterDays: days },
            immediately: true,
          })),
        },
      ),
    );
    await aws.rotations.settled();
    const [, , ...due] = await aws.advance(4.5 * DAY);
    expect(due.map(({ secretArn }) => /secret:(\w+)-/.exec(secretArn)?.[1])).toEqual(['fast', 'slow', 'fast']);
    expect(due.every(({ outcome }) => outcome === 'succeeded')).toBe(true);
  });

  it('moves the clock that answers, seeds and credentials follow', async () => {
    const aws = await started();
    const { secrets } = clientsFrom(aws.env());
    aws.secrets.put('before', 'a');
    await aws.advance(10 * DAY);
    aws.secrets.put('after', 'b');
    const [before, after] = await Promise.all(
      ['before', 'after'].map(async (SecretId) => (await secrets.describeSecret({ SecretId })).CreatedDate),
    );
    expect(Number(after) - Number(before)).toBeGreaterThanOrEqual(10 * DAY);
  });

  it('postpones a rotation by a value that a test puts', async () => {
    const aws = await started();
    aws.secrets.put('db', 'first');
    aws.load(scheduled());
    await aws.advance(20 * DAY);
    aws.secrets.put('db', 'by hand');
    expect(await aws.advance(20 * DAY)).toHaveLength(1);
    expect(await aws.advance(20 * DAY)).toHaveLength(2);
  });

  it('moves the clock of the functions that it invokes', async () => {
    const aws = await started();
    aws.secrets.put('db', 'first');
    aws.load(scheduled());
    await aws.advance(31 * DAY);
    expect(aws.ahead).toBeGreaterThan(30 * DAY);
    const rotations = aws.rotations.list();
    expect(rotations.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded']);
    // The function signs by its own clock.
    expect(aws.calls.count({ outcome: 'InvalidSignatureException' })).toBe(0);
  });

  it('removes a secret whose recovery window ends on the way', async () => {
    const aws = await started();
    const { secrets } = clientsFrom(aws.env());
    await secrets.createSecret({ Name: 'db', SecretString: 'a' });
    await secrets.deleteSecret({ SecretId: 'db', RecoveryWindowInDays: 7 });
    await aws.advance(8 * DAY);
    await expect(secrets.describeSecret({ SecretId: 'db' })).rejects.toThrow("can't find the specified secret");
  });

  it('does nothing where nothing is due', async () => {
    const aws = await started();
    expect(await aws.advance(1000 * DAY)).toEqual([]);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', async (milliseconds) => {
    const aws = await started();
    await expect(aws.advance(milliseconds)).rejects.toMatchObject({
      name: 'LocalOptionInvalidError',
      message: `aws.advance must be given a number of milliseconds from 0, and got ${milliseconds}.`,
    });
  });
});
