/** What a field of a cron expression may be. */
interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names of its values, the first for `from`. */
  readonly names: readonly string[];
  /** As AWS's table of wildcards has them, beside numbers, ranges, steps and lists. */
  readonly others: RegExp;
}

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
const HOURS: Field = { name: 'hours', from: 0, to: 23, names: [], others: /^$/ };
const DAY_OF_MONTH: Field = { name: 'day of month', from: 1, to: 31, names: [], others: /^[?L]$/ };
const MONTH: Field = {
  name: 'month',
  from: 1,
  to: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  others: /^$/,
};
const DAY_OF_WEEK: Field = {
  name: 'day of week',
  from: 1,
  to: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  others: /^(?:\?|(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)?L|(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5])$/i,
};

export interface Cron {
  /** The hours at which a window opens, in UTC, ascending. */
  readonly hours: readonly number[];
  /** Whether windows may open on two days in a row. */
  readonly mayBeDaily: boolean;
}

/** What is between the parentheses of `cron(…)`; or what is wrong with it, as the end of a sentence. */
export function parseCron(expression: string): Cron | string {
  const fields = expression.split(' ');
  const [minutes, hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year] = fields;
  if (fields.length !== 6) {
    return `${fields.length === 1 ? '1 field' : `${fields.length} fields`} in place of six`;
  }
  if (minutes !== '0') return `the minutes "${minutes}", and windows open on the hour: write 0`;
  if (year !== '*') return `the year "${year}", which must be *`;
  for (const [field, written] of [
    [HOURS, hours],
    [DAY_OF_MONTH, dayOfMonth],
    [MONTH, month],
    [DAY_OF_WEEK, dayOfWeek],
  ] as const) {
    if (valuesOf(field, written) === undefined) return `"${written}" for the ${field.name}`;
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    return `"${dayOfMonth}" for the day of month and "${dayOfWeek}" for the day of week, of which exactly one must be ?`;
  }
  const [field, written] = dayOfMonth === '?' ? [DAY_OF_WEEK, dayOfWeek] : [DAY_OF_MONTH, dayOfMonth];
  const days = valuesOf(field, written) ?? [];
  return {
    hours: [...new Set(valuesOf(HOURS, hours))].sort((one, other) => one - other),
    // `L` and `SUN#1` are one day of a month.
    mayBeDaily: days.length > 1 || written.includes(','),
  };
}

/** Every value that a field names; none for a day that depends on the month. Undefined where AWS would refuse it. */
function valuesOf(field: Field, written: string): readonly number[] | undefined {
  const values: number[] = [];
  for (const term of written.split(',')) {
    if (field.others.test(term)) continue;
    const found = termValues(field, term);
    if (found === undefined) return undefined;
    values.push(...found);
  }
  // `?` stands alone.
  return written.includes('?') && written !== '?' ? undefined : values;
}

function termValues(field: Field, term: string): readonly number[] | undefined {
  const [range = '', step, ...more] = term.split('/');
  const width = step === undefined ? 1 : numberOf(step);
  const [first = '', last, ...others] = range === '*' ? [String(field.from), String(field.to)] : range.split('-');
  const from = valueNamed(field, first);
  // A step without a range goes on to the end: `4/12`.
  const to = last === undefined ? (step === undefined ? from : field.to) : valueNamed(field, last);
  if (more.length > 0 || others.length > 0 || !width || from === undefined || to === undefined) return undefined;
  if (from < field.from || to > field.to || from > to) return undefined;
  return Array.from({ length: Math.floor((to - from) / width) + 1 }, (_, index) => from + index * width);
}

function valueNamed({ from, names }: Field, written: string): number | undefined {
  const index = names.indexOf(written.toUpperCase());
  return index === -1 ? numberOf(written) : from + index;
}

function numberOf(written: string): number | undefined {
  return /^\d{1,2}$/.test(written) ? Number(written) : undefined;
}
