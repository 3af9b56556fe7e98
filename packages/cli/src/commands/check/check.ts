import { checkEnvironment } from '../../engine/check-environment.js';
import { EXIT } from '../../errors/exit-codes.js';
import { withProgress } from '../../terminal/progress.js';
import type { CommandCall } from '../command.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';

export function check(call: CommandCall): Promise<number> {
  return withProject(call, async ({ set, place: findPlace, storeOf }) => {
    const { terminal } = call;
    const place = findPlace();
    const { checked, missing, unchecked } = await withProgress(terminal, 'Looking at the secrets', () =>
      checkEnvironment(set, place, storeOf(place)),
    );
    if (call.options.json === true) {
      printJson(terminal, { app: set.app, environment: place.environment, checked, missing, unchecked });
    } else {
      for (const { key, what, command } of missing) {
        terminal.data(`${terminal.styleData('red', `${key}:`)} ${what}`);
        terminal.note(`${terminal.style('bold', 'Resolution:')} ${command}`);
      }
      for (const { key, what } of unchecked) terminal.note(`${key}: ${what}`);
      if (missing.length + unchecked.length === 0) {
        terminal.note(`${terminal.style('green', '✓')} All ${checked} secrets of ${place.label} have a value.`);
      }
    }
    if (missing.length > 0) return EXIT.differs;
    return unchecked.length > 0 ? EXIT.failed : EXIT.done;
  });
}
