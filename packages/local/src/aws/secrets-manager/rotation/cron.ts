/** Whether a schedule opens on a day, and at which hours: UTC, in ascending order. */
export interface DailyHours {
  readonly hours: readonly number[];
  matches(day: Date): boolean;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Reads the six fields of `cron(0 16 1,15 * ? *)`; undefined where AWS documents no such expression. The minutes must be 0 and the
 * year *, and one of day-of-month and day-of-week must be ?.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
 */
export function parseCron(fields: string): DailyHours | undefined {
  const [minutes, hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year, ...more] = fields.trim().split(/\s+/);
  if (minutes !== '0' || year !== '*' || more.length > 0) return undefined;
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const opening = numbersIn(hours, 0, 23);
  const months = numbersIn(month, 1, 12, MONTHS);
  const isDay = dayOfWeek === '?' ? dayOfMonthTest(dayOfMonth) : dayOfWeekTest(dayOfWeek);
  if (opening === undefined || months === undefined || isDay === undefined) return undefined;
  return { hours: opening, matches: (day) => months.includes(day.getUTCMonth() + 1) && isDay(day) };
}

type DayTest = (day: Date) => boolean;

function dayOfMonthTest(field: string): DayTest | undefined {
  if (field === 'L') return isLastDay;
  // `SUNL` is the last Sunday, in this field too.
  if (/^[A-Z]{3}L$/.test(field)) return lastWeekdayTest(field);
  const days = numbersIn(field, 1, 31);
  return days && ((day) => days.includes(day.getUTCDate()));
}

function dayOfWeekTest(field: string): DayTest | undefined {
  if (field === 'L') return (day) => day.getUTCDay() === 6;
  if (field.endsWith('L')) return lastWeekdayTest(field);
  const [name = '', nth, ...more] = field.split('#');
  if (nth === undefined) {
    const days = numbersIn(field, 1, 7, WEEKDAYS);
    return days && ((day) => days.includes(day.getUTCDay() + 1));
  }
  const weekday = numberOf(name, WEEKDAYS, 1);
  if (weekday === undefined || weekday > 7 || !/^[1-5]$/.test(nth) || more.length > 0) return undefined;
  return (day) => day.getUTCDay() + 1 === weekday && Math.ceil(day.getUTCDate() / 7) === Number(nth);
}

function lastWeekdayTest(field: string): DayTest | undefined {
  const weekday = numberOf(field.slice(0, -1), WEEKDAYS, 1);
  if (weekday === undefined || weekday < 1 || weekday > 7) return undefined;
  return (day) => day.getUTCDay() + 1 === weekday && day.getUTCDate() + 7 > daysInMonth(day);
}

function isLastDay(day: Date): boolean {
  return day.getUTCDate() === daysInMonth(day);
}

function daysInMonth(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The numbers of `1,15`, `MON-FRI`, `8/8`, `/12` or `*`. */
function numbersIn(field: string, min: number, max: number, names: readonly string[] = []): number[] | undefined {
  const numbers = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '', step = '1', ...more] = part.split('/');
    const [from, to] = rangeOf(range, part.includes('/') ? max : undefined, min, max, names) ?? [];
    if (from === undefined || to === undefined || from < min || to > max || from > to) return undefined;
    if (!/^[1-9]\d?$/.test(step) || more.length > 0) return undefined;
    for (let number = from; number <= to; number += Number(step)) numbers.add(number);
  }
  return [...numbers].sort((left, right) => left - right);
}

function rangeOf(range: string, open: number | undefined, min: number, max: number, names: readonly string[]) {
  if (range === '*' || (range === '' && open !== undefined)) return [min, max];
  const [first = '', last, ...more] = range.split('-');
  const from = numberOf(first, names, min);
  const to = last === undefined ? (open ?? from) : numberOf(last, names, min);
  return more.length > 0 ? undefined : [from, to];
}

function numberOf(value: string, names: readonly string[], min: number): number | undefined {
  const index = names.indexOf(value.toUpperCase());
  if (index >= 0) return index + min;
  return /^\d{1,2}$/.test(value) ? Number(value) : undefined;
}
