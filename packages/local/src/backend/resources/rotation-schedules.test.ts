import { describe, expect, it } from 'vitest';
import { assemblyOf } from '../../assembly.test.support.js';
import { loadBackend } from '../load-backend.js';

const ROTATE = 'arn:aws:lambda:us-east-1:123456789012:function:rotate';

function schedule(Properties: Readonly<Record<string, unknown>>) {
  const Secret = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'db' } };
  const Schedule = {
    Type: 'AWS::SecretsManager::RotationSchedule',
    Properties: { SecretId: { Ref: 'Secret' }, ...Properties },
  };
  return loadBackend(assemblyOf({ Secret, Schedule }));
}

describe('a rotation schedule of a template', () => {
  it('is read with its secret, its function and its rules', () => {
    const RotationRules = { ScheduleExpression: 'rate(30 days)', Duration: '3h' };
    const { rotations, secrets, unresolved } = schedule({ RotationLambdaARN: ROTATE, RotationRules });
    expect(rotations).toEqual([
      {
        logicalId: 'Schedule',
        secretId: secrets[0]?.arn,
        functionArn: ROTATE,
        rules: { ScheduleExpression: 'rate(30 days)', Duration: '3h' },
        immediately: true,
      },
    ]);
    expect(unresolved).toEqual([]);
  });

  it('reads a number of days that is written as a string', () => {
    const { rotations } = schedule({ RotationLambdaARN: ROTATE, RotationRules: { AutomaticallyAfterDays: '30' } });
    expect(rotations[0]?.rules).toEqual({ AutomaticallyAfterDays: 30 });
  });

  it.each([[false], ['false']])(
    'is not immediate where RotateImmediatelyOnUpdate is %j',
    (RotateImmediatelyOnUpdate) => {
      const { rotations } = schedule({ RotationLambdaARN: ROTATE, RotateImmediatelyOnUpdate });
      expect(rotations[0]?.immediately).toBe(false);
    },
  );

  it.each([
    [{ HostedRotationLambda: { RotationType: 'PostgreSQLSingleUser' } }, 'a function that AWS makes'],
    [{ ExternalSecretRotationRoleArn: 'arn:aws:iam::123456789012:role/partner' }, 'no function'],
  ])('is said to be elsewhere with %j', (properties, by) => {
    const { rotations, unresolved } = schedule(properties);
    expect(rotations).toEqual([]);
    expect(unresolved).toEqual([`shop/Schedule: the secret is rotated by ${by}, which is not in the assembly`]);
  });

  it('is said to be unresolved where its function is', () => {
    const { rotations, unresolved } = schedule({ RotationLambdaARN: { Ref: 'Absent' } });
    expect(rotations).toEqual([]);
    expect(unresolved).toEqual([expect.stringContaining('shop/Schedule: RotationLambdaARN: Absent')]);
  });
});
