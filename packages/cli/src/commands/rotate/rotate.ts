import { setTimeout } from 'node:timers/promises';
import { functionLogs } from '../../aws/function-log.js';
import {
  describeUnfinished,
  type RotationStatus,
  rotationFinished,
  rotationStatus,
  startRotation,
} from '../../engine/rotate-secret.js';
import { subject, type Target } from '../../engine/target.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { secretRotations } from '../../stores/secret-rotations.js';
import { withProgress } from '../../terminal/progress.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { confirm } from '../confirm.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { wholeSecret } from '../whole-secret.js';
import { describeFailure, logsLine, printRotation, rotationAsJson } from './rotate-output.js';

const POLL_MS = 1_000;
const WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 3_600;

export function rotate(call: CommandCall): Promise<number> {
  const wait = waitSeconds(textOption(call, 'wait'));
  const [now, unblock] = [flagOption(call, 'now'), flagOption(call, 'unblock')];
  return withProject(call, async (open) => {
    const { terminal } = call;
    const target = open.target(open.place(), wholeSecret(open, call, 'rotate'));
    const { place, reference } = target;
    const rotations = secretRotations(open.aws.secretsManager, textOption(call, 'profile'));
    const readLog = functionLogs(open.aws.logs, textOption(call, 'profile'));
    const look = () =>
      withProgress(terminal, 'Looking at the secret', () => rotationStatus(target, rotations, readLog));
    let status = await look();
    const { unfinished } = status;
    if (unblock && unfinished === undefined) {
      terminal.note(`${subject(target)} has no unfinished rotation: there is nothing to free.`);
    }
    const actions = [
      ...(unblock && unfinished !== undefined ? [`take AWSPENDING from version ${unfinished.version}`] : []),
      ...(now ? ['begin a rotation'] : []),
    ];
    if (actions.length > 0) {
      if (unblock) warnOfPending(call, status);
      await confirm(call, {
        action: `${actions.join(' and ')} of ${reference.key} of ${place.label}`,
        place,
        asks: true,
      });
    }
    const freed = unblock ? status.unfinished?.version : undefined;
    if (freed !== undefined) {
      await withProgress(terminal, 'Freeing the rotation', () => rotations.free(target, freed));
      terminal.note(`${terminal.style('green', '✓')} ${subject(target)}: version ${freed} has no AWSPENDING any more.`);
      if (now) status = await look();
    }
    const version = now
      ? await withProgress(terminal, 'Beginning a rotation', () => startRotation(target, rotations, status))
      : undefined;
    if (version !== undefined) {
      const until = call.now() + wait * 1_000;
      const waiting = { now: call.now, until, pause: () => setTimeout(POLL_MS) };
      const done = await withProgress(terminal, 'Waiting for the new version', () =>
        rotationFinished(target, rotations, version, waiting),
      );
      if (!done) {
        // Without the permissions to look further, what is known of it is enough to say that it did not end.
        const latest = await look().catch(() => status);
        throw unfinishedAfter(target, latest, version, wait);
      }
      terminal.note(`${terminal.style('green', '✓')} ${subject(target)} was rotated. Version ${version}.`);
    }
    if (flagOption(call, 'json')) {
      const latest = version === undefined && freed === undefined ? status : await look();
      printJson(terminal, rotationAsJson(target, latest, { freed, rotated: version }));
    } else if (!now && !unblock) printRotation(target, status, call);
    return unfinished === undefined || now || unblock ? EXIT.done : EXIT.differs;
  });
}

/** That version may be the only place of a password that is in use already. */
function warnOfPending({ terminal }: CommandCall, { unfinished }: RotationStatus): void {
  if (unfinished === undefined) return;
  terminal.note(`Unfinished: ${describeUnfinished(unfinished)}.`);
  if (unfinished.step === 'createSecret') return;
  terminal.note(
    `If setSecret has changed the password already, the value of version ${unfinished.version} is the one that works. It can be read by this id for some time, and is then removed by AWS: check first that the current value is accepted.`,
  );
}

function unfinishedAfter(target: Target, { rotation, log }: RotationStatus, version: string, wait: number): CliError {
  const { failure } = log ?? {};
  const why = failure === undefined ? 'AWS goes on, and says nothing of a step that fails.' : describeFailure(failure);
  return new CliError(
    'RotationUnfinishedError',
    `${subject(target)} is being rotated: version ${version} is not the current one after ${wait} s. ${why}`,
    failure?.resolution ?? `What its function says: ${logsLine(rotation.functionArn ?? '', '15m')}`,
  );
}

function waitSeconds(given: string | undefined): number {
  const seconds = given === undefined ? WAIT_SECONDS : Number(given);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST_WAIT_SECONDS) return seconds;
  throw new CliError(
    'CommandUsageError',
    `--wait must be a whole number of seconds from 0 to ${LONGEST_WAIT_SECONDS}.`,
    'Write, for example: --wait 60',
  );
}
