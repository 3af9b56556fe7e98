import { shellLine } from '@amplify-secrets/runtime/contract';
import { commandLine } from '../../deployment/place-flags.js';
import { describeUnfinished, type RotationStatus } from '../../engine/rotate-secret.js';
import type { Target } from '../../engine/target.js';
import { age, dateTime } from '../../terminal/ages.js';
import { table } from '../../terminal/table.js';
import type { CommandCall } from '../command.js';

/** How a secret is rotated: the table on stdout, what to do on stderr. */
export function printRotation(target: Target, { rotation, unfinished }: RotationStatus, call: CommandCall): void {
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
  terminal.data(
    table(
      rows.map(([title, value]) => [terminal.styleData('bold', title), value]),
      terminal.columns,
    ),
  );
  const resolution = (line: string) => terminal.note(`${terminal.style('bold', 'Resolution:')} ${line}`);
  if (unfinished === undefined) return;
  const functionName = functionArn?.split(':')[6];
  if (functionName !== undefined) {
    resolution(shellLine`Why it failed: aws logs tail ${`/aws/lambda/${functionName}`} --since 1d`);
  }
  resolution(`To give it up: ${commandLine(place, 'rotate', reference.key)} --unblock`);
}

export function rotationAsJson(
  { reference, place, name }: Target,
  { rotation, unfinished }: RotationStatus,
  done: { readonly freed: string | undefined; readonly rotated: string | undefined },
): unknown {
  const { pending: _pending, ...rest } = rotation;
  return { secret: reference.key, environment: place.environment, name, ...rest, unfinished, ...done };
}
