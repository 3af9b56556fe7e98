import assert from 'node:assert/strict';
import { refused, rotationCasesFrom, secretsManagerApi } from '../fidelity-case.js';
import { create, DAY, described, NO_ROTATION, rotated, stages, v1, v2, v3 } from './rotated-secret.js';

const RotationRules = { AutomaticallyAfterDays: 30 };

/** What a secret shows of its rotation, and how it is turned off. */
export const rotationStateCases = [
  ...rotationCasesFrom(secretsManagerApi('DescribeSecret'), 'documented', [
    [
      'describes no rotation of a secret that never had one',
      'Not RotationEnabled: false.',
      async ({ secrets }) => {
        await create(secrets);
        assert.deepEqual(await described(secrets), NO_ROTATION);
      },
    ],
    [
      'describes the date by which the next rotation occurs',
      'After the last rotation; of a rate in days, the end of a UTC day.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules });
        const { LastRotatedDate, NextRotationDate } = await described(secrets);
        const days = (Number(NextRotationDate) - Number(LastRotatedDate)) / DAY;
        assert.ok(days >= 30 && days <= 31, String(days));
        assert.match(String(NextRotationDate?.toISOString()), /T23:59:59/);
      },
    ],
    [
      'calculates AutomaticallyAfterDays from the expression after a rotation',
      'Beside the ScheduleExpression.',
      async ({ secrets }, bench) => {
        const ScheduleExpression = 'rate(10 days)';
        await rotated(secrets, bench, { RotationRules: { ScheduleExpression } });
        const { RotationRules: rules } = await described(secrets);
        assert.deepEqual(rules, { ScheduleExpression, AutomaticallyAfterDays: 10 });
      },
    ],
    [
      'describes no date of a rotation that was only tested',
      'LastRotatedDate comes with a rotation.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules, RotateImmediately: false });
        const { RotationEnabled, LastRotatedDate, NextRotationDate } = await described(secrets);
        assert.deepEqual({ RotationEnabled, LastRotatedDate }, { RotationEnabled: true, LastRotatedDate: undefined });
        assert.ok(NextRotationDate instanceof Date);
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('ListSecrets'), 'documented', [
    [
      'lists the rotation of a secret as it describes it',
      'The same members.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules });
        const { SecretList: [listed] = [] } = await secrets.listSecrets({});
        for (const [member, value] of Object.entries(await described(secrets))) {
          assert.deepEqual(listed && Reflect.get(listed, member), value, member);
        }
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('CancelRotateSecret'), 'documented', [
    [
      'turns rotation off, and still shows its function and rules',
      'RotationEnabled is false, and there are no dates.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules });
        const { Name, VersionId } = await secrets.cancelRotateSecret({ SecretId: 'one' });
        assert.deepEqual({ Name, VersionId }, { Name: 'one', VersionId: undefined });
        const shown = { RotationLambdaARN: bench.functions.rotates, RotationRules };
        assert.deepEqual(await described(secrets), { ...NO_ROTATION, ...shown, RotationEnabled: false });
      },
    ],
    [
      'leaves the labels of a rotation that it cancels',
      'AWSPENDING stays on the version that is not complete.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationLambdaARN: bench.functions.fails });
        await secrets.cancelRotateSecret({ SecretId: 'one' });
        assert.deepEqual(await stages(secrets), { [v1]: ['AWSCURRENT'], [v2]: ['AWSPENDING'] });
      },
    ],
    [
      'turns rotation on again with RotateSecret',
      'With the function and the rules that it had.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules });
        await secrets.cancelRotateSecret({ SecretId: 'one' });
        await secrets.rotateSecret({ SecretId: 'one', ClientRequestToken: v3 });
        await bench.settled();
        const { RotationEnabled, RotationRules: rules } = await described(secrets);
        assert.deepEqual({ RotationEnabled, rules }, { RotationEnabled: true, rules: RotationRules });
      },
    ],
    [
      'refuses to cancel the rotation of a secret that has no function',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await create(secrets);
        await refused(secrets.cancelRotateSecret({ SecretId: 'one' }), 'InvalidRequestException');
      },
    ],
    [
      'refuses to cancel the rotation of a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench);
        await secrets.deleteSecret({ SecretId: 'one' });
        await refused(secrets.cancelRotateSecret({ SecretId: 'one' }), 'InvalidRequestException', /deletion/);
      },
    ],
    [
      'refuses to cancel the rotation of a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.cancelRotateSecret({ SecretId: 'absent' }), 'ResourceNotFoundException');
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('CancelRotateSecret'), 'assumed', [
    [
      'refuses to cancel the rotation of a replica',
      'Its primary secret has it.',
      async ({ secrets, elsewhere }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'a', AddReplicaRegions: [{ Region: 'eu-west-1' }] });
        await refused(elsewhere.cancelRotateSecret({ SecretId: 'one' }), 'InvalidParameterException', /replica/);
      },
    ],
  ]),
];
