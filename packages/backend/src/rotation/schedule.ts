import { kindOf, stringLiteral } from '@amplify-secrets/runtime/contract';
import { Token } from 'aws-cdk-lib';
import { BackendError } from '../backend-error.js';
import { parseCron } from './cron.js';

const SCHEDULE_EXAMPLE = "schedule: 'cron(0 3 1 * ? *)' rotates at 3:00 UTC on the first day of each month";

/**
 * Checks the schedule and the window by AWS's rules, so that a deployment does not fail by them.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
 *
 * @throws {RotationInvalidError} When AWS would refuse one of them.
 */
export function checkSchedule(schedule: unknown, window: unknown): void {
  if (typeof schedule !== 'string' || Token.isUnresolved(schedule)) {
    throw invalidSchedule(
      typeof schedule === 'string' ? 'a string that is known only at deployment' : kindOf(schedule),
    );
  }
  const openings = openingsOf(schedule);
  if (window !== undefined) checkWindow(window, schedule, openings);
}

/** Whether changing the schedule may cause a rotation at the time of the earlier one, even with `onDeployment: false`. */
export function isRate(schedule: string): boolean {
  return schedule.startsWith('rate(');
}

/** Hours of the day, from 0 to 24, at which windows open; the last is where the next window or the next day begins. */
type Openings = readonly number[];

function openingsOf(schedule: string): Openings {
  const [, form, inner = ''] = /^(rate|cron)\((.*)\)$/.exec(schedule) ?? [];
  const got = stringLiteral(schedule);
  if (form === 'rate') return rateOpenings(inner, got);
  if (form !== 'cron') throw invalidSchedule(got);
  const cron = parseCron(inner);
  if (typeof cron === 'string') throw invalidSchedule(`${got}, which has ${cron}`);
  const { hours, mayBeDaily } = cron;
  const [first = 0] = hours;
  const starts = [...hours, ...(mayBeDaily ? [first + 24] : [])];
  if (starts.some((start, index) => index > 0 && start - (starts[index - 1] ?? 0) < LEAST_HOURS)) {
    throw tooOften(got, "schedule: 'cron(0 0/4 * * ? *)'");
  }
  return [...hours, 24];
}

const LEAST_HOURS = 4;
const MOST_DAYS = 999;

function rateOpenings(inner: string, got: string): Openings {
  const [, digits, unit] = /^([1-9]\d{0,4}) (hours?|days?)$/.exec(inner) ?? [];
  if (digits === undefined || unit === undefined) throw invalidSchedule(got);
  const count = Number(digits);
  const inHours = unit.startsWith('hour');
  if (inHours && count < LEAST_HOURS) throw tooOften(got, "schedule: 'rate(4 hours)'");
  if (count > MOST_DAYS * (inHours ? 24 : 1)) {
    throw new BackendError(
      'RotationInvalidError',
      `The option "schedule" of defineSecretRotation must be at least every ${MOST_DAYS} days, and got ${got}.`,
      `Rotate more often: ${SCHEDULE_EXAMPLE}.`,
    );
  }
  return [0, inHours ? Math.min(count, 24) : 24];
}

function checkWindow(window: unknown, schedule: string, openings: Openings): void {
  const hours = typeof window === 'string' ? Number(/^([1-9]|1\d|2[0-4])h$/.exec(window)?.[1]) : Number.NaN;
  if (Number.isNaN(hours)) {
    throw new BackendError(
      'RotationInvalidError',
      `The option "window" of defineSecretRotation must be a number of hours between '1h' and '24h', and got ${typeof window === 'string' ? stringLiteral(window) : kindOf(window)}.`,
      "Write, for example: window: '3h'. Or leave it out: AWS then rotates within an hour where the schedule is in hours, and before the end of the UTC day where it is in days.",
    );
  }
  const longest = Math.min(...openings.slice(1).map((opening, index) => opening - (openings[index] ?? 0)));
  if (hours <= longest) return;
  throw new BackendError(
    'RotationInvalidError',
    `The option "window" of defineSecretRotation must end before the next window begins and before the end of the UTC day, and got ${stringLiteral(`${hours}h`)} with ${stringLiteral(schedule)}.`,
    `Write window: ${stringLiteral(`${longest}h`)} or less, or an earlier hour in "schedule".`,
  );
}

function invalidSchedule(got: string): BackendError {
  return new BackendError(
    'RotationInvalidError',
    `The option "schedule" of defineSecretRotation must be rate(<number> hours), rate(<number> days) or cron(0 <hours> <day of month> <month> <day of week> *), and got ${got}.`,
    `Write, for example: ${SCHEDULE_EXAMPLE}. Times are in UTC.`,
  );
}

function tooOften(got: string, line: string): BackendError {
  return new BackendError(
    'RotationInvalidError',
    `The option "schedule" of defineSecretRotation must be every ${LEAST_HOURS} hours at most, and got ${got}.`,
    `Write, for example: ${line}.`,
  );
}
