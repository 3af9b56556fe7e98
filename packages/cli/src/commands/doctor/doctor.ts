import { callerOf } from '../../aws/caller.js';
import { diagnose } from '../../engine/diagnose.js';
import { EXIT } from '../../errors/exit-codes.js';
import { withProgress } from '../../terminal/progress.js';
import { table } from '../../terminal/table.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { lastReport } from '../last-report.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';

export function doctor(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal } = call;
    const place = open.place();
    const report = lastReport(open.project.folder);
    const [caller, diagnosis] = await withProgress(terminal, 'Looking at the secrets', async () => {
      // First, since without credentials every other call would say the same.
      const identity = await callerOf(open.aws, textOption(call, 'profile'));
      const options = {
        values: flagOption(call, 'values'),
        now: call.now(),
        readersOf: report?.readersOf ?? (() => []),
      };
      return [identity, await diagnose(open.set, place, open.storeOf(place), options)] as const;
    });
    const { findings, secrets, dollarsPerMonth, notes } = diagnosis;
    const code = findings.length > 0 ? EXIT.differs : EXIT.done;
    if (flagOption(call, 'json')) {
      printJson(terminal, { app: open.set.app, environment: place.environment, caller, ...diagnosis });
      return code;
    }
    const rows = [
      ['environment', place.label],
      [
        'store',
        place.store === 'amplify' ? `Parameter Store, ${place.folders.join(', then ')}` : 'AWS Secrets Manager',
      ],
      ['account', caller.account],
      ['region', caller.region],
      ['you', caller.arn],
      ['secrets', `${secrets} declared, $${dollarsPerMonth.toFixed(2)} a month`],
    ];
    terminal.data(
      table(
        rows.map(([title = '', value = '']) => [terminal.styleData('bold', title), value]),
        terminal.columns,
      ),
    );
    for (const { key, what, resolution } of findings) {
      terminal.data(`\n${terminal.styleData('yellow', `${key}:`)} ${what}`);
      terminal.data(`  ${terminal.styleData('bold', 'Resolution:')} ${resolution}`);
    }
    for (const note of notes) terminal.note(note);
    if (findings.length === 0)
      terminal.note(
        `${terminal.style('green', '✓')} Nothing is wrong that metadata${flagOption(call, 'values') ? ' or values' : ''} would show.`,
      );
    return code;
  });
}
