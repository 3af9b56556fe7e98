import { restoreSecret } from '../../engine/remove-secret.js';
import { subject } from '../../engine/target.js';
import { EXIT } from '../../errors/exit-codes.js';
import { withProgress } from '../../terminal/progress.js';
import { type CommandCall, flagOption } from '../command.js';
import { confirm } from '../confirm.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { wholeSecret } from '../whole-secret.js';

export function restore(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal } = call;
    const target = open.target(open.place(), wholeSecret(open, call, 'restore'));
    const { place, reference, name } = target;
    await confirm(call, { action: `restore ${reference.key} of ${place.label}`, place, asks: false });
    const restored = await withProgress(terminal, 'Restoring the secret', () => restoreSecret(target));
    const what = restored ? 'was restored' : 'is not scheduled for deletion. Nothing was changed';
    if (flagOption(call, 'json')) {
      printJson(terminal, { secret: reference.key, environment: place.environment, name, restored });
    } else terminal.note(`${terminal.style('green', '✓')} ${subject(target)} ("${name}") ${what}.`);
    return EXIT.done;
  });
}
