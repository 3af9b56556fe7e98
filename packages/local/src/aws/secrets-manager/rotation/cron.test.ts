import { describe, expect, it } from 'vitest';
import { parseCron } from './cron.js';

/** The days of a year on which an expression opens, as `MM-DD`. */
function daysOf(fields: string, year = 2026): string[] {
  const days = Array.from({ length: 365 }, (_, index) => new Date(Date.UTC(year, 0, index + 1)));
  return days.filter((day) => parseCron(fields)?.matches(day)).map((day) => day.toISOString().slice(5, 10));
}

describe('parseCron', () => {
  it.each([
    ['0 8 * * ? *', [8]],
    ['0 8/8 * * ? *', [8, 16]],
    ['0 /12 * * ? *', [0, 12]],
    ['0 2/10 * * ? *', [2, 12, 22]],
    ['0 4-20/8 * * ? *', [4, 12, 20]],
    ['0 6,18 * * ? *', [6, 18]],
  ])('reads the hours of %s', (fields, hours) => {
    expect(parseCron(fields)?.hours).toEqual(hours);
  });

  it.each([
    ['0 8 1,15 3 ? *', ['03-01', '03-15']],
    ['0 8 1/14 2 ? *', ['02-01', '02-15']],
    ['0 8 30-31 JAN,FEB ? *', ['01-30', '01-31']],
    ['0 8 L 1-3 ? *', ['01-31', '02-28', '03-31']],
    ['0 8 SUNL 11 ? *', ['11-29']],
    ['0 8 ? 11 SUN *', ['11-01', '11-08', '11-15', '11-22', '11-29']],
    ['0 8 ? 11 2#3 *', ['11-16']],
    ['0 8 ? 11 TUE#5 *', []],
    ['0 8 ? 11 FRIL *', ['11-27']],
    ['0 8 ? 11 L *', ['11-07', '11-14', '11-21', '11-28']],
  ])('reads the days of %s', (fields, days) => {
    expect(daysOf(fields)).toEqual(days);
  });

  it.each([
    'five fields only ? *',
    '0 8 * * ? * *',
    '5 8 * * ? *',
    '* 8 * * ? *',
    '0 8 * * ? 2030',
    '0 8 * * * *',
    '0 8 ? * ? *',
    '0 24 * * ? *',
    '0 8-4 * * ? *',
    '0 8/0 * * ? *',
    '0 8/1/2 * * ? *',
    '0 8 0 * ? *',
    '0 8 32 * ? *',
    '0 8 1 13 ? *',
    '0 8 1 SMARCH ? *',
    '0 8 ? * 0 *',
    '0 8 ? * 8 *',
    '0 8 ? * MON#6 *',
    '0 8 ? * MON#1#2 *',
    '0 8 ? * XXXL *',
    '0  * ? *',
  ])('refuses %s', (fields) => {
    expect(parseCron(fields)).toBeUndefined();
  });
});
