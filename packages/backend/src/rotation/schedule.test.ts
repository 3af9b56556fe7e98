import { Aws } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { checkSchedule } from './schedule.js';

const refusal = (schedule: unknown, window?: unknown) => {
  try {
    checkSchedule(schedule, window);
  } catch (error) {
    return error;
  }
  return undefined;
};
const invalid = (message: string) =>
  expect.objectContaining({ name: 'RotationInvalidError', message: expect.stringContaining(message) });

describe('the schedule of a rotation', () => {
  // Examples of https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
  it.each([
    'rate(4 hours)',
    'rate(1 day)',
    'rate(10 days)',
    'rate(999 days)',
    'cron(0 8 * * ? *)',
    'cron(0 8/8 * * ? *)',
    'cron(0 2/10 * * ? *)',
    'cron(0 1 1 * ? *)',
    'cron(0 0 ? * SUN#1 *)',
    'cron(0 16 L * ? *)',
    'cron(0 8 1/7 * ? *)',
    'cron(0 17 ? * MON-FRI *)',
    'cron(0 4,20 1,15 JAN,APR,JUL,OCT ? *)',
    'cron(0 12 ? 1-6/2 6L *)',
    'cron(0 1,23 1 * ? *)',
  ])('accepts %s', (schedule) => {
    expect(refusal(schedule)).toBeUndefined();
  });

  it.each([
    'every month',
    'rate(30)',
    'rate(0 days)',
    'rate(1.5 days)',
    'rate(5 minutes)',
    'rate(2 weeks)',
    ' rate(30 days)',
    'rate( 30 days )',
    'cron(0 3 1 * ?)',
    'cron(0 3 1 * ? 2027)',
    'cron(30 3 1 * ? *)',
    'cron(0/15 3 1 * ? *)',
    'cron(0 24 1 * ? *)',
    'cron(0 L 1 * ? *)',
    'cron(0 3 32 * ? *)',
    'cron(0 3 0 * ? *)',
    'cron(0 3 15W * ? *)',
    'cron(0 3 1 13 ? *)',
    'cron(0 3 1 JANUARY ? *)',
    'cron(0 3 ? * SUN#6 *)',
    'cron(0 3 ? * 8 *)',
    'cron(0 3 * * * *)',
    'cron(0 3 ? * ? *)',
    'cron(0 3 1,? * ? *)',
    'cron(0 3 20-10 * ? *)',
    'cron(0 3 1/0 * ? *)',
    'cron(0 3 1/2/3 * ? *)',
    'cron(0  3 1 * ? *)',
  ])('refuses %s, which AWS does not take', (schedule) => {
    expect(refusal(schedule)).toEqual(invalid('must be rate(<number> hours), rate(<number> days) or cron('));
  });

  it.each([undefined, 30, null, { rate: 30 }])('refuses %j, which is not a string', (schedule) => {
    expect(refusal(schedule)).toEqual(invalid('must be rate('));
  });

  it('refuses a string that is known only at deployment', () => {
    expect(refusal(`rate(${Aws.ACCOUNT_ID} days)`)).toEqual(invalid('known only at deployment'));
  });

  it('says which field of a cron expression is wrong', () => {
    expect(refusal('cron(30 3 1 * ? *)')).toEqual(invalid('which has the minutes "30", and windows open on the hour'));
    expect(refusal('cron(0 3 32 * ? *)')).toEqual(invalid('which has "32" for the day of month'));
    expect(refusal('cron(0 3 1 * ?)')).toEqual(invalid('which has 5 fields in place of six'));
  });

  it.each([
    'rate(1 hour)',
    'rate(3 hours)',
    'cron(0 * * * ? *)',
    'cron(0 0/3 * * ? *)',
    'cron(0 8,10 1 * ? *)',
    'cron(0 0,23 * * ? *)',
    'cron(0 1,22 ? * MON-FRI *)',
  ])('refuses %s, which is more often than every four hours', (schedule) => {
    expect(refusal(schedule)).toEqual(invalid('must be every 4 hours at most'));
  });

  it.each(['rate(1000 days)', 'rate(23977 hours)'])('refuses %s, which is longer than 999 days', (schedule) => {
    expect(refusal(schedule)).toEqual(invalid('must be at least every 999 days'));
  });
});

describe('the window of a rotation', () => {
  it.each([
    ['rate(30 days)', '3h'],
    ['rate(30 days)', '24h'],
    ['rate(4 hours)', '4h'],
    ['cron(0 21 1 * ? *)', '3h'],
    ['cron(0 0/8 * * ? *)', '8h'],
    ['cron(0 4,20 * * ? *)', '4h'],
  ])('accepts %s with %s', (schedule, window) => {
    expect(refusal(schedule, window)).toBeUndefined();
  });

  it.each([3, '3', '0h', '25h', '3 h', '3H', '180m', '03h', null])(
    'refuses %j, which is no number of hours',
    (window) => {
      expect(refusal('rate(30 days)', window)).toEqual(invalid("must be a number of hours between '1h' and '24h'"));
    },
  );

  it.each([
    ['rate(4 hours)', '5h', "window: '4h'"],
    ['cron(0 0/8 * * ? *)', '9h', "window: '8h'"],
    ['cron(0 2,9 1 * ? *)', '8h', "window: '7h'"],
  ])('refuses %s with %s, which reaches the next window', (schedule, window, line) => {
    expect(refusal(schedule, window)).toEqual(invalid('must end before the next window begins'));
    expect(refusal(schedule, window)).toHaveProperty('resolution', expect.stringContaining(line));
  });

  it.each([
    ['cron(0 22 1 * ? *)', '3h', "window: '2h'"],
    ['cron(0 23 ? * SUN *)', '2h', "window: '1h'"],
  ])('refuses %s with %s, which reaches the next day in UTC', (schedule, window, line) => {
    expect(refusal(schedule, window)).toEqual(invalid('before the end of the UTC day'));
    expect(refusal(schedule, window)).toHaveProperty('resolution', expect.stringContaining(line));
  });
});
