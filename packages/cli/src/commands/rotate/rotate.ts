import { setTimeout as delay } from 'node:timers/promises';
import { shellLine } from '@amplify-secrets/runtime/contract';
import { commandLine } from '../../deployment/place-flags.js';
import { type RotationStatus, rotateNow, rotationStatus } from '../../engine/rotate-secret.js';
import { subject, type Target } from '../../engine/target.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { secretsManagerRotation } from '../../stores/secrets-manager-rotation.js';
import { dateTime } from '../../terminal/ages.js';
import { withProgress } from '../../terminal/progress.js';
import { table } from '../../terminal/table.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { confirm } from '../confirm.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { wholeSecret } from '../whole-secret.js';

const LONGEST_MS = 120_000;
const BETWEEN_LOOKS_MS = 1_000;

export function rotate(call: CommandCall): Promise<number> {
  const [isNow, unblocks] = [flagOption(call, 'now'), flagOption(call, 'unblock')];
  if (isNow && unblocks) {
    throw new CliError('CommandUsageError', '--now and --unblock cannot be combined.', 'First --unblock, then --now.');
  }
  return withProject(call, async (open) => {
    const { terminal } = call;
    const target = open.target(open.place(), wholeSecret(open, call, 'rotate'));
    const { place, reference, id } = target;
    const { key } = reference;
    const rotations = secretsManagerRotation(open.aws.secretsManager, textOption(call, 'profile'));
    const status = await withProgress(terminal, 'Looking at the secret', () => rotationStatus(target));
    if (unblocks) {
      const { pending } = status;
      if (pending === undefined) {
        terminal.note(`AWSPENDING of ${subject(target)} is in nobody's way. Nothing was changed.`);
        return EXIT.done;
      }
      if (pending.step !== 'createSecret') {
        terminal.note(
          `Version ${pending.version} may have a value that its provider knows already. It stays readable by its version for a day.`,
        );
      }
      await confirm(call, {
        action: `take AWSPENDING from version ${pending.version} of ${key} of ${place.label}`,
        place,
        asks: true,
      });
      await withProgress(terminal, 'Freeing the rotation', () => rotations.release(id, pending.version));
      terminal.note(
        `${terminal.style('green', '✓')} ${subject(target)} can be rotated: ${commandLine(place, 'rotate', key)} --now`,
      );
      return EXIT.done;
    }
    if (!isNow) {
      if (flagOption(call, 'json'))
        printJson(terminal, { secret: key, environment: place.environment, name: id, ...status });
      else terminal.data(shown(target, status, call));
      return status.pending === undefined ? EXIT.done : EXIT.differs;
    }
    await confirm(call, { action: `rotate ${key} of ${place.label}`, place, asks: true });
    const signal = AbortSignal.timeout(LONGEST_MS);
    const wait = () => delay(BETWEEN_LOOKS_MS);
    const { version, isDone } = await withProgress(terminal, 'Waiting for the rotation', () =>
      rotateNow(target, rotations, status, wait, signal),
    );
    if (flagOption(call, 'json'))
      printJson(terminal, { secret: key, environment: place.environment, name: id, version, isDone });
    else if (isDone)
      terminal.note(`${terminal.style('green', '✓')} ${subject(target)} was rotated. Version ${version}.`);
    if (isDone) return EXIT.done;
    terminal.note(`The rotation to version ${version} has not ended after two minutes. AWS goes on, and tries again.`);
    terminal.note(`${terminal.style('bold', 'Resolution:')} See what its function says: ${logLine(status)}`);
    return EXIT.failed;
  });
}

function shown({ place, reference }: Target, status: RotationStatus, { terminal }: CommandCall): string {
  const { rotation, pending } = status;
  const rows = [
    ['rotation', rotation?.isEnabled ? 'on' : 'off'],
    ['function', rotation?.functionArn ?? '-'],
    ['last', rotation?.lastAt === undefined ? '-' : `${dateTime(rotation.lastAt)} UTC`],
    ['next', rotation?.nextAt === undefined ? '-' : `${dateTime(rotation.nextAt)} UTC`],
    [
      'pending',
      pending === undefined
        ? '-'
        : `version ${pending.version}, at the step ${pending.step ?? 'that these credentials cannot see'}`,
    ],
  ];
  const lines = [
    table(
      rows.map(([title = '', value = '']) => [terminal.styleData('bold', title), value]),
      terminal.columns,
    ),
  ];
  if (pending !== undefined) {
    lines.push(
      '',
      'The rotation is under way, or has stopped. AWS begins no other meanwhile.',
      `  Why it stopped: ${logLine(status)}`,
      `  To free it: ${commandLine(place, 'rotate', reference.key)} --unblock`,
    );
  }
  return lines.join('\n');
}

/** The reason of a failed step is in the log of its function alone. */
function logLine({ rotation }: RotationStatus): string {
  const name = rotation?.functionArn?.split(':')[6] ?? '<function>';
  return shellLine`aws logs tail ${`/aws/lambda/${name}`} --since 1h`;
}
