import type { SourceFile } from '../../source/source-file.js';
import { grantsOf, type MigrationPlan } from './plan-migration.js';
import type { NewTypeError } from './type-errors.js';
import { hasWord } from './unused-constants.js';

/**
 * The replaced statements that new errors of the compiler are about, by place, each with the reason to leave it: those whose line has the
 * error, or which were the last to use the name that it is about; otherwise all of the file.
 */
export function mistypedStatements(
  { replaced, calls }: MigrationPlan,
  files: readonly SourceFile[],
  errors: readonly NewTypeError[],
): ReadonlyMap<string, string> {
  const stays = new Map<string, string>();
  for (const { path, message, line } of errors) {
    const text = files.find((file) => file.path === path)?.text ?? '';
    const own = calls.filter((call) => call.path === path);
    const [, unused] = /^TS6\d{3}: '([^']+)'/.exec(message) ?? [];
    const ofLine = own.filter(({ place }) =>
      replaced.some((each) => each.place === place && each.lines.some((written) => line.includes(written))),
    );
    const ofName = own.filter(({ start, end }) => unused !== undefined && hasWord(text.slice(start, end), unused));
    const about = [ofLine, ofName, own].find((each) => each.length > 0) ?? [];
    for (const { place } of about) {
      const statement = replaced.find((each) => each.place === place);
      const written = statement === undefined ? '' : grantsOf(statement).join('; ');
      if (!stays.has(place)) stays.set(place, `with \`${written}\` the file would not compile: ${message}`);
    }
  }
  return stays;
}
