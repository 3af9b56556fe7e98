import { printable, shellLine } from '@amplify-secrets/runtime/contract';
import { logGroupOf } from '../../aws/function-log.js';
import { commandLine } from '../../deployment/place-flags.js';
import { describeUnfinished, type RotationStatus } from '../../engine/rotate-secret.js';
import type { RotationFailure } from '../../engine/rotation-failure.js';
import type { Target } from '../../engine/target.js';
import { age, dateTime } from '../../terminal/ages.js';
import { table } from '../../terminal/table.js';
import type { CommandCall } from '../command.js';

/** How a secret is rotated: the table on stdout, what to do on stderr. */
export function printRotation(target: Target, { rotation, unfinished, log }: RotationStatus, call: CommandCall): void {
  const { terminal, now } = call;
  const { place, reference, name } = target;
  const { isEnabled, functionArn, schedule, duration, lastAt, nextAt } = rotation;
  const on = isEnabled ? 'on' : functionArn === undefined ? 'off: it has no function' : 'off';
  const rows: (readonly [string, string])[] = [
    ['secret', name],
    ['rotation', on],
    ['function', functionArn ?? '-'],
    [
      'schedule',
      schedule === undefined ? '-' : `${schedule}${duration === undefined ? '' : `, window of ${duration}`}`,
    ],
    ['last', lastAt === undefined ? '-' : `${dateTime(lastAt)} UTC, ${age(lastAt, now())} ago`],
    ['next', nextAt === undefined ? '-' : `${dateTime(nextAt)} UTC, in ${age(nextAt, now())}`],
  ];
  if (unfinished !== undefined) {
    const { createdAt } = unfinished;
    const since = createdAt === undefined ? '' : ` for ${age(createdAt, now())}`;
    rows.push(['unfinished', `${terminal.styleData('yellow', 'yes')}${since}: ${describeUnfinished(unfinished)}`]);
  }
  if (log?.failure !== undefined) {
    const { at } = log.failure;
    rows.push(['failed', `${dateTime(at)} UTC, ${age(at, now())} ago: ${describeFailure(log.failure)}`]);
  }
  terminal.data(
    table(
      rows.map(([title, value]) => [terminal.styleData('bold', title), value]),
      terminal.columns,
    ),
  );
  if (unfinished === undefined) return;
  const resolution = (line: string) => terminal.note(`${terminal.style('bold', 'Resolution:')} ${line}`);
  if (log?.unreadable !== undefined) terminal.note(log.unreadable);
  else if (log !== undefined && log.failure === undefined) {
    terminal.note(`The log "${log.group}" has no error of rotationHandler since this rotation began.`);
  }
  if (log?.failure?.resolution !== undefined) resolution(log.failure.resolution);
  if (functionArn !== undefined) {
    const title = log?.failure === undefined ? 'Why it failed' : 'The whole log';
    resolution(`${title}: ${logsLine(functionArn, '1d')}`);
  }
  resolution(`To give it up: ${commandLine(place, 'rotate', reference.key)} --unblock`);
}

/** Its step, its name, and what it says. */
export function describeFailure({ step, name, message }: RotationFailure): string {
  return `${step === undefined ? '' : `${step} failed with `}${name}: ${printable(message)}`;
}

/** What shows the log of a function, for a time such as `1d`. */
export function logsLine(functionArn: string, since: string): string {
  return shellLine`aws logs tail ${logGroupOf(functionArn)} --since ${since}`;
}

export function rotationAsJson(
  { reference, place, name }: Target,
  { rotation, unfinished, log }: RotationStatus,
  done: { readonly freed: string | undefined; readonly rotated: string | undefined },
): unknown {
  const { pending: _pending, ...rest } = rotation;
  return { secret: reference.key, environment: place.environment, name, ...rest, unfinished, log, ...done };
}
