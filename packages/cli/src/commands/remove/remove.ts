import { removable, removeSecret } from '../../engine/remove-secret.js';
import { subject } from '../../engine/target.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { dateTime } from '../../terminal/ages.js';
import { withProgress } from '../../terminal/progress.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { confirm } from '../confirm.js';
import { lastReportOrNote } from '../last-report.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { wholeSecret } from '../whole-secret.js';

const LONGEST_DAYS = 30;

export function remove(call: CommandCall): Promise<number> {
  const days = recoveryDays(textOption(call, 'days'));
  return withProject(call, async (open) => {
    const { terminal } = call;
    const target = open.target(open.place(), wholeSecret(open, call, 'remove'));
    const { place, reference, name } = target;
    const found = await withProgress(terminal, 'Looking at the secret', () => removable(target));
    const report = lastReportOrNote(call, open);
    if (report !== undefined) {
      const readers = report.readersOf(found.name).join(', ') || 'nobody';
      terminal.note(`Read by, as of the last synthesis (${report.title}): ${readers}.`);
    }
    const isForGood = place.store === 'amplify';
    if (isForGood) terminal.note('Parameter Store has no recovery window: the value is removed for good.');
    await confirm(call, { action: `remove ${reference.key} of ${place.label}`, place, asks: true });
    const until = await withProgress(terminal, 'Removing the secret', () => removeSecret(target, days));
    if (flagOption(call, 'json')) {
      printJson(terminal, { secret: reference.key, environment: place.environment, name, removed: true, until });
      return EXIT.done;
    }
    const recovery =
      until === undefined ? '' : ` Until ${dateTime(until)} UTC, this restores it: ${target.command('restore')}`;
    terminal.note(`${terminal.style('green', '✓')} ${subject(target)} ("${name}") was removed.${recovery}`);
    return EXIT.done;
  });
}

function recoveryDays(given: string | undefined): number {
  if (given === undefined) return LONGEST_DAYS;
  const days = Number(given);
  if (Number.isInteger(days) && days >= 7 && days <= LONGEST_DAYS) return days;
  throw new CliError(
    'CommandUsageError',
    '--days must be a whole number from 7 to 30.',
    'Write, for example: --days 7',
  );
}
