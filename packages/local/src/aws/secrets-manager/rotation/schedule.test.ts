import { describe, expect, it } from 'vitest';
import { scheduleOf } from './schedule.js';
import type { RotationRules } from './secret-rotation.js';

const at = (time: string) => Date.parse(`2026-${time}Z`);
const shown = (time: number) => new Date(time).toISOString().slice(5, 16);

function windowAfter(rules: RotationRules, previous: string, setAt = previous): string | undefined {
  const window = scheduleOf(rules)?.windowAfter(at(previous), at(setAt));
  return window && `${shown(window.opensAt)} to ${shown(window.closesAt)}`;
}

describe('the window after a rotation', () => {
  it.each([
    ['a number of days', { AutomaticallyAfterDays: 10 }, '03-01T15:00', '03-11T00:00 to 03-12T00:00'],
    ['a rate in days', { ScheduleExpression: 'rate(1 day)' }, '03-01T23:59', '03-02T00:00 to 03-03T00:00'],
    [
      'is as long as Duration',
      { ScheduleExpression: 'rate(2 days)', Duration: '3h' },
      '03-01T00:00',
      '03-03T00:00 to 03-03T03:00',
    ],
    [
      'a rate in hours closes after one',
      { ScheduleExpression: 'rate(4 hours)' },
      '03-01T04:00',
      '03-01T08:00 to 03-01T09:00',
    ],
    [
      'a cron expression in days closes at midnight',
      { ScheduleExpression: 'cron(0 16 1,15 * ? *)' },
      '03-01T16:00',
      '03-15T16:00 to 03-16T00:00',
    ],
    [
      'a cron expression in hours closes after one',
      { ScheduleExpression: 'cron(0 8/8 * * ? *)' },
      '03-01T15:59',
      '03-01T16:00 to 03-01T17:00',
    ],
    [
      'a cron expression goes on the next day',
      { ScheduleExpression: 'cron(0 8/8 * * ? *)' },
      '03-01T16:00',
      '03-02T08:00 to 03-02T09:00',
    ],
    [
      'a cron expression may be a year apart',
      { ScheduleExpression: 'cron(0 9 1 3 ? *)' },
      '03-01T10:00',
      '03-01T09:00 to 03-02T00:00',
    ],
  ])('opens and closes after %s', (_what, rules, previous, window) => {
    expect(windowAfter(rules, previous)).toBe(window);
  });

  it('counts a rate in hours from the midnight before the rules were set', () => {
    const rules = { ScheduleExpression: 'rate(10 hours)' };
    expect(windowAfter(rules, '03-01T20:00', '03-01T07:30')).toBe('03-02T06:00 to 03-02T07:00');
  });

  it('postpones a rate in hours after a rotation between its windows', () => {
    expect(windowAfter({ ScheduleExpression: 'rate(4 hours)' }, '03-01T03:30')).toBe('03-01T08:00 to 03-01T09:00');
  });

  it('does not exist without a rate or an expression', () => {
    expect(windowAfter({ Duration: '3h' }, '03-01T03:30')).toBeUndefined();
  });

  it('does not exist on a day that no year has', () => {
    expect(windowAfter({ ScheduleExpression: 'cron(0 9 31 2 ? *)' }, '03-01T03:30')).toBeUndefined();
  });
});

describe('rules that are not a schedule', () => {
  it.each([
    [{ AutomaticallyAfterDays: 1, ScheduleExpression: 'rate(1 day)' }, 'You cannot specify both'],
    [{ ScheduleExpression: 'rate(3 hours)' }, 'at most every four hours'],
    [{ ScheduleExpression: 'cron(0 0/3 * * ? *)' }, 'at most every four hours'],
    [{ ScheduleExpression: 'rate(4 hours)', Duration: '5h' }, 'into the next rotation window'],
    [{ ScheduleExpression: 'cron(0 20 * * ? *)', Duration: '5h' }, 'into the next UTC day'],
    [{ AutomaticallyAfterDays: 1, Duration: '25h' }, 'into the next UTC day'],
    [{ AutomaticallyAfterDays: 1, Duration: '0h' }, 'a number of hours'],
    [{ AutomaticallyAfterDays: 1, Duration: 'hh' }, 'a number of hours'],
    [{ ScheduleExpression: 'rate(1 fortnight)' }, 'a number of hours or days'],
    [{ ScheduleExpression: 'at(2026-03-01)' }, 'not a valid rate() or cron()'],
  ])('refuses %j', (rules, message) => {
    expect(() => scheduleOf(rules)).toThrow(message);
  });
});
