import type { Section, Table, Verdict } from '../section.js';
import type { Surroundings } from './surroundings.js';
import { textTable, textTables } from './tables.js';

/** The whole comparison for people: the targets first, then the numbers behind them. */
export function terminalReport(sections: readonly Section[], { date, machine, load }: Surroundings): string {
  const verdicts = sections.flatMap((section) => section.verdicts);
  const missed = verdicts.filter(({ isMet }) => !isMet).length;
  const details = sections.flatMap(({ title, tables }) => [`\n■ ${title}`, textTables(tables)]);
  const summary = `${verdicts.length - missed} of ${verdicts.length} targets met`;
  return [`${date} · ${machine} · load ${load}`, '', textTable(targetTable(verdicts)), '', summary, ...details].join(
    '\n',
  );
}

export function targetTable(verdicts: readonly Verdict[], title = 'Targets'): Table {
  return {
    title,
    columns: ['what', 'target', 'measured', ''],
    rows: verdicts.map(({ what, target, measured, isMet }) => [what, target, measured, isMet ? 'met' : 'MISSED']),
  };
}
