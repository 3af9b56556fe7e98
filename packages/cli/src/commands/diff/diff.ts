import { type Difference, diffEnvironments } from '../../engine/diff-environments.js';
import { EXIT } from '../../errors/exit-codes.js';
import { withProgress } from '../../terminal/progress.js';
import { table } from '../../terminal/table.js';
import type { Style } from '../../terminal/terminal.js';
import { type CommandCall, flagOption } from '../command.js';
import { withProject } from '../open-project.js';
import { placeNamed } from '../place-named.js';
import { printJson } from '../print-json.js';

const STYLES: Readonly<Record<Difference, Style>> = {
  same: 'dim',
  different: 'yellow',
  first: 'cyan',
  second: 'magenta',
  missing: 'red',
};

export function diff(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal } = call;
    const [first, second] = [placeNamed(open, call, call.arguments[0]), placeNamed(open, call, call.arguments[1])];
    const compared = await withProgress(terminal, 'Comparing the secrets', () =>
      diffEnvironments(
        open.set,
        { place: first, store: open.storeOf(first) },
        { place: second, store: open.storeOf(second) },
      ),
    );
    const sentence = (difference: Difference): string => {
      if (difference === 'first' || difference === 'second') {
        return `only in ${(difference === 'first' ? first : second).label}`;
      }
      return difference === 'missing' ? 'in neither' : difference;
    };
    if (flagOption(call, 'json')) {
      const names = {
        same: 'same',
        different: 'different',
        first: first.environment,
        second: second.environment,
        missing: 'neither',
      };
      const secrets = compared.map(({ key, difference, fields }) => ({
        secret: key,
        in: names[difference],
        ...(fields.size > 0 && {
          fields: Object.fromEntries([...fields].map(([field, each]) => [field, names[each]])),
        }),
      }));
      printJson(terminal, { app: open.set.app, environments: [first.environment, second.environment], secrets });
    } else {
      const rows = compared.flatMap(({ key, difference, fields }) =>
        fields.size === 0 || difference === 'same'
          ? [[key, difference] as const]
          : [...fields].map(([field, each]) => [`${key}.${field}`, each] as const),
      );
      const shown = rows.map(([name, each]) => [name, terminal.styleData(STYLES[each], sentence(each))]);
      terminal.data(table(shown, terminal.columns));
    }
    return compared.every(({ difference }) => difference === 'same' || difference === 'missing')
      ? EXIT.done
      : EXIT.differs;
  });
}
