import assert from 'node:assert/strict';
import type { RotationRulesType } from '@aws-sdk/client-secrets-manager';
import { type RotationCase, refused, rotationCasesFrom, secretsManagerApi, token } from '../fidelity-case.js';
import { create, DAY, described, HOUR, MINUTE, rotated, rotationGuide, stages, v1, v2 } from './rotated-secret.js';

type Row = readonly [title: string, rule: string, run: RotationCase['run']];

/** Each of the rules, by itself, is refused. */
function refuses(what: string, rule: string, code: string, ...rules: readonly RotationRulesType[]): Row {
  return [
    `refuses ${what}`,
    rule,
    async ({ secrets }, { functions }) => {
      await create(secrets);
      for (const RotationRules of rules) {
        const rotate = { SecretId: 'one', RotationLambdaARN: functions.rotates, RotationRules };
        await refused(secrets.rotateSecret(rotate), code);
      }
      assert.deepEqual(await stages(secrets), { [v1]: ['AWSCURRENT'] });
    },
  ];
}

/** The minute in which a rotation began: the clock runs on after its window has opened. */
const minuteOf = (at = Number.NaN) => at - (at % MINUTE);

const expressions = (...list: readonly string[]) => list.map((ScheduleExpression) => ({ ScheduleExpression }));
const INVALID = 'InvalidParameterException';

/** Examples of AWS's page. */
const VALID: readonly RotationRulesType[] = [
  ...expressions('rate(4 hours)', 'rate(1 day)', 'rate(10 days)'),
  ...expressions('cron(0 8 * * ? *)', 'cron(0 8/8 * * ? *)', 'cron(0 2/10 * * ? *)', 'cron(0 4/12 * * ? *)'),
  ...expressions('cron(0 18 L * ? *)', 'cron(0 1 ? * SUN#1 *)', 'cron(0 10 ? * MON-FRI *)', 'cron(0 9 SUNL * ? *)'),
  { ScheduleExpression: 'cron(0 16 1,15 * ? *)', Duration: '2h' },
  { ScheduleExpression: 'cron(0 0 1/2 JAN,APR,JUL,OCT ? *)', Duration: '24h' },
  { AutomaticallyAfterDays: 1000, Duration: '3h' },
];

/** When secrets are rotated. */
export const scheduleCases = [
  ...rotationCasesFrom(rotationGuide('rotate-secrets_schedule'), 'documented', [
    [
      'accepts the rate and cron expressions of rotation schedules',
      'rate() in hours or days; cron() with its wildcards.',
      async ({ secrets }, bench) => {
        await create(secrets);
        const rotate = { SecretId: 'one', RotationLambdaARN: bench.functions.rotates, RotateImmediately: false };
        for (const [index, RotationRules] of VALID.entries()) {
          await secrets.rotateSecret({ ...rotate, RotationRules, ClientRequestToken: token(`test-${index}`) });
          await bench.settled();
          assert.deepEqual((await described(secrets)).RotationRules, RotationRules);
        }
      },
    ],
    refuses(
      'to rotate a secret more often than every four hours',
      'By rate or cron.',
      INVALID,
      ...expressions('rate(3 hours)', 'cron(0 0/3 * * ? *)', 'cron(0 * * * ? *)'),
    ),
    refuses(
      'a cron expression that is not on the hour of any year',
      'Minutes must be 0, and the year *.',
      INVALID,
      ...expressions('cron(30 8 * * ? *)', 'cron(0 8 * * ? 2030)'),
    ),
    refuses(
      'a cron expression that has both or neither of the days',
      'One of day-of-month and day-of-week must be ?.',
      INVALID,
      ...expressions('cron(0 8 * * * *)', 'cron(0 8 1 * MON *)', 'cron(0 8 ? * ? *)'),
    ),
    refuses(
      'a cron expression with a value out of range',
      'Hours 0-23, days 1-31, months 1-12, weekdays 1-7.',
      INVALID,
      ...expressions('cron(0 24 * * ? *)', 'cron(0 8 32 * ? *)', 'cron(0 8 1 13 ? *)', 'cron(0 8 ? * 8 *)'),
    ),
    refuses(
      'an expression that is neither rate nor cron',
      'rate(Value Unit), and six fields of cron().',
      INVALID,
      ...expressions('30 days', 'rate(30)', 'rate(2 weeks)', 'rate(0 days)', 'cron(0 8 * * ?)'),
    ),
    refuses(
      'a rotation window that extends into the next day',
      'Start hour and duration are at most 24.',
      INVALID,
      { ScheduleExpression: 'cron(0 20 * * ? *)', Duration: '5h' },
      { ScheduleExpression: 'rate(1 day)', Duration: '25h' },
    ),
    refuses(
      'a rotation window that extends into the next window',
      'It is no longer than the hours between rotations.',
      INVALID,
      { ScheduleExpression: 'rate(4 hours)', Duration: '5h' },
      { ScheduleExpression: 'cron(0 0/6 * * ? *)', Duration: '7h' },
    ),
  ]),
  ...rotationCasesFrom(secretsManagerApi('RotationRulesType'), 'documented', [
    refuses(
      'rotation rules out of the limits of the service model',
      '1 to 1000 days; a duration of 2 or 3 characters; an expression of at most 256.',
      'ValidationException',
      { AutomaticallyAfterDays: 0 },
      { AutomaticallyAfterDays: 1001 },
      { ScheduleExpression: 'rate(1 day)', Duration: '3' },
      { ScheduleExpression: 'rate(1 day);' },
      { ScheduleExpression: `rate(${' '.repeat(250)}1 day)` },
    ),
    [
      'opens the window of a rate at midnight',
      'UTC; of a rate in hours, every so many hours from there.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules: { ScheduleExpression: 'rate(2 days)' } });
        const [, second] = await bench.advance(3 * DAY);
        assert.equal(minuteOf(second?.at) % DAY, 0);
        const RotationRules = { ScheduleExpression: 'rate(6 hours)' };
        await secrets.rotateSecret({ SecretId: 'one', RotationRules, ClientRequestToken: token('hours') });
        await bench.settled();
        for (const { at } of (await bench.advance(DAY)).slice(3)) assert.equal(minuteOf(at) % (6 * HOUR), 0);
      },
    ],
    [
      'rotates a secret on its schedule',
      'With a new version each time.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules: { AutomaticallyAfterDays: 10 } });
        const rotations = await bench.advance(31 * DAY);
        assert.deepEqual(
          rotations.map(({ outcome }) => outcome),
          ['succeeded', 'succeeded', 'succeeded', 'succeeded'],
        );
        assert.equal(new Set(rotations.map(({ versionId }) => versionId)).size, 4);
      },
    ],
    [
      'rotates a secret by a cron expression at its hours',
      'cron(0 4/12 * * ? *): 4:00 and 16:00 UTC.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules: { ScheduleExpression: 'cron(0 4/12 * * ? *)' } });
        const [, ...scheduled] = await bench.advance(2 * DAY);
        assert.deepEqual([...new Set(scheduled.map(({ at }) => (minuteOf(at) % DAY) / HOUR))].sort(), [16, 4]);
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('CancelRotateSecret'), 'documented', [
    [
      'rotates no secret whose rotation was cancelled',
      'All scheduled rotations are cancelled.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules: { AutomaticallyAfterDays: 1 } });
        await secrets.cancelRotateSecret({ SecretId: 'one' });
        assert.equal((await bench.advance(10 * DAY)).length, 1);
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('RotationRulesType'), 'quoted', [
    [
      'refuses both forms of rotation rules together',
      'AutomaticallyAfterDays or ScheduleExpression.',
      async ({ secrets }, { functions }) => {
        await create(secrets);
        const RotationRules = { AutomaticallyAfterDays: 1, ScheduleExpression: 'rate(1 day)' };
        const rotate = { SecretId: 'one', RotationLambdaARN: functions.rotates, RotationRules };
        const message = /^You cannot specify both rotation frequency and schedule expression together\.$/;
        await refused(secrets.rotateSecret(rotate), INVALID, message);
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('RotationRulesType'), 'assumed', [
    [
      'postpones the next rotation after a value that somebody put',
      'PutSecretValue and UpdateSecret count as a rotation; LastRotatedDate stays.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules: { AutomaticallyAfterDays: 10 } });
        const before = await described(secrets);
        await bench.advance(5 * DAY);
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'by hand' });
        const after = await described(secrets);
        assert.equal(Number(after.NextRotationDate) - Number(before.NextRotationDate), 5 * DAY);
        assert.deepEqual(after.LastRotatedDate, before.LastRotatedDate);
        assert.equal((await bench.advance(6 * DAY)).length, 1);
        assert.equal((await bench.advance(5 * DAY)).length, 2);
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('DescribeSecret'), 'documented', [
    [
      'retries a rotation that failed, with the same version',
      'Several times; the date of the next rotation may then be in the past.',
      async ({ secrets }, bench) => {
        const RotationRules = { AutomaticallyAfterDays: 1 };
        await rotated(secrets, bench, { RotationRules, RotationLambdaARN: bench.functions.fails });
        const rotations = await bench.advance(4 * DAY);
        assert.ok(rotations.length > 2);
        assert.ok(rotations.every(({ versionId, outcome }) => versionId === v2 && outcome === 'failed'));
        const { NextRotationDate, RotationEnabled, LastRotatedDate } = await described(secrets);
        assert.deepEqual({ RotationEnabled, LastRotatedDate }, { RotationEnabled: true, LastRotatedDate: undefined });
        assert.ok(Number(NextRotationDate) < (rotations.at(-1)?.at ?? 0));
      },
    ],
  ]),
];
