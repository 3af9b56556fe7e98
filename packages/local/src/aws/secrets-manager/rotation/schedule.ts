import { invalidParameter } from '../secret-errors.js';
import { type DailyHours, parseCron } from './cron.js';
import type { RotationRules, RotationWindow } from './secret-rotation.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html: as often as every four hours. */
const LEAST_HOURS = 4;
/** No cron schedule of AWS is further apart than a year. */
const FARTHEST = 366;

/** When a secret is rotated. Everything is in UTC. */
export interface Schedule {
  /**
   * The window that follows a rotation, or the setting of the rules. A rate counts from the previous rotation; a cron expression's windows
   * are fixed.
   */
  windowAfter(previous: number, setAt: number): RotationWindow | undefined;
}

/**
 * Throws what AWS answers where the rules are not a schedule. Undefined where they have none.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html
 */
export function scheduleOf({
  AutomaticallyAfterDays,
  ScheduleExpression,
  Duration,
}: RotationRules): Schedule | undefined {
  if (AutomaticallyAfterDays !== undefined && ScheduleExpression !== undefined) {
    throw invalidParameter('You cannot specify both rotation frequency and schedule expression together.');
  }
  const duration = Duration === undefined ? undefined : hoursOf(Duration);
  if (AutomaticallyAfterDays !== undefined) return daily(AutomaticallyAfterDays, duration);
  if (ScheduleExpression === undefined) return undefined;
  const [, kind, content = ''] = /^(rate|cron)\((.*)\)$/.exec(ScheduleExpression) ?? [];
  if (kind === 'rate') return rate(content, duration);
  const cron = kind === 'cron' ? parseCron(content) : undefined;
  if (cron === undefined) throw invalidParameter('The ScheduleExpression is not a valid rate() or cron() expression.');
  return fixed(cron, duration);
}

function hoursOf(duration: string): number {
  const [, hours] = /^(\d{1,2})h$/.exec(duration) ?? [];
  if (hours === undefined || Number(hours) < 1)
    throw invalidParameter('The Duration must be a number of hours, such as 3h.');
  return Number(hours);
}

function rate(content: string, duration: number | undefined): Schedule {
  const [, value = '', unit] = /^([1-9]\d{0,3}) (hour|day)s?$/.exec(content.trim()) ?? [];
  if (unit === undefined) throw invalidParameter('A rate() expression has a number of hours or days.');
  return unit === 'day' ? daily(Number(value), duration) : hourly(Number(value), duration);
}

function daily(days: number, duration = 24): Schedule {
  checkWindow(0, duration, days * 24);
  return {
    windowAfter: (previous) => windowAt(midnight(previous) + days * DAY, duration),
  };
}

function hourly(hours: number, duration = 1): Schedule {
  if (hours < LEAST_HOURS) throw tooOften();
  if (hours <= 24) checkWindow(0, duration, hours);
  return {
    windowAfter(previous, setAt) {
      const start = midnight(setAt);
      const earliest = previous - (previous % HOUR) + hours * HOUR;
      return windowAt(start + Math.ceil((earliest - start) / (hours * HOUR)) * hours * HOUR, duration);
    },
  };
}

function fixed(cron: DailyHours, given: number | undefined): Schedule {
  const { hours } = cron;
  const gaps = hours.slice(1).map((hour, index) => hour - (hours[index] ?? 0));
  const last = hours.at(-1) ?? 0;
  if (Math.min(24, ...gaps) < LEAST_HOURS) throw tooOften();
  // A schedule in hours closes after one; a schedule in days, at the end of the day.
  const duration = given ?? (hours.length > 1 ? 1 : 24 - last);
  checkWindow(last, duration, Math.min(24, ...gaps));
  return {
    windowAfter(previous) {
      for (let day = midnight(previous), ahead = 0; ahead <= FARTHEST; day += DAY, ahead += 1) {
        if (!cron.matches(new Date(day))) continue;
        const opening = hours.map((hour) => day + hour * HOUR).find((opensAt) => opensAt > previous);
        if (opening !== undefined) return windowAt(opening, duration);
      }
      return undefined;
    },
  };
}

function checkWindow(startHour: number, duration: number, hoursBetween: number): void {
  if (startHour + duration > 24) throw invalidParameter('The rotation window must not extend into the next UTC day.');
  if (duration > hoursBetween) {
    throw invalidParameter('The rotation window must not extend into the next rotation window.');
  }
}

function tooOften() {
  return invalidParameter('You can rotate a secret at most every four hours.');
}

function midnight(at: number): number {
  return at - (at % DAY);
}

function windowAt(opensAt: number, hours: number): RotationWindow {
  return { opensAt, closesAt: opensAt + hours * HOUR };
}
