import { describeChanges } from '../../engine/field-changes.js';
import { rollbackPlan, rollbackSecret } from '../../engine/secret-history.js';
import { subject } from '../../engine/target.js';
import { EXIT } from '../../errors/exit-codes.js';
import { withProgress } from '../../terminal/progress.js';
import { type CommandCall, flagOption } from '../command.js';
import { confirm } from '../confirm.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { wholeSecret } from '../whole-secret.js';

export function rollback(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal } = call;
    const target = open.target(open.place(), wholeSecret(open, call, 'rollback'));
    const { place, reference, name } = target;
    const plan = await withProgress(terminal, 'Reading the versions', () => rollbackPlan(target));
    const { current, previous, changes } = plan;
    terminal.note(
      `From version ${current.version} to the value of version ${previous.version}: ${describeChanges(changes) ?? (changes.same.length > 0 ? 'the same value' : 'another value')}.`,
    );
    if (place.store === 'amplify') {
      terminal.note(
        'Parameter Store has no compare-and-set: a change by somebody else at the same moment is found afterwards.',
      );
    }
    await confirm(call, { action: `roll ${reference.key} of ${place.label} back`, place, asks: true });
    const version = await withProgress(terminal, 'Rolling back', () => rollbackSecret(target, plan));
    if (flagOption(call, 'json')) {
      printJson(terminal, {
        secret: reference.key,
        environment: place.environment,
        name,
        from: current.version,
        version,
        changes,
      });
    } else
      terminal.note(
        `${terminal.style('green', '✓')} ${subject(target)} ("${name}") was rolled back. Version ${version}.`,
      );
    return EXIT.done;
  });
}
