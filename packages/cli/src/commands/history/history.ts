import { secretHistory } from '../../engine/secret-history.js';
import { EXIT } from '../../errors/exit-codes.js';
import { dateTime } from '../../terminal/ages.js';
import { withProgress } from '../../terminal/progress.js';
import { table } from '../../terminal/table.js';
import { type CommandCall, flagOption } from '../command.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { wholeSecret } from '../whole-secret.js';

export function history(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal } = call;
    const target = open.target(open.place(), wholeSecret(open, call, 'history'));
    const versions = await withProgress(terminal, 'Reading the versions', () => secretHistory(target));
    if (flagOption(call, 'json')) {
      const { reference, place, name } = target;
      printJson(terminal, { secret: reference.key, environment: place.environment, name, versions });
      return EXIT.done;
    }
    const rows = versions.map(({ version, stages, createdAt }, index) => [
      version,
      createdAt === undefined ? '-' : dateTime(createdAt),
      // Parameter Store has labels alone, and its latest version is the current one.
      stages.join(', ') || (target.store.kind === 'amplify' && index === 0 ? 'current' : '-'),
    ]);
    const titles = ['version', 'created (UTC)', 'stages'].map((title) => terminal.styleData('bold', title));
    terminal.data(table([titles, ...rows], terminal.columns));
    return EXIT.done;
  });
}
