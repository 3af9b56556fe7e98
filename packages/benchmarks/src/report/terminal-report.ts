import type { Section } from '../section.js';
import type { Surroundings } from './surroundings.js';
import { textTable } from './text-table.js';

/** The whole comparison for people: the targets first, then what each was judged by. */
export function terminalReport(sections: readonly Section[], { date, machine, load }: Surroundings): string {
  const verdicts = sections.flatMap((section) => section.verdicts);
  const missed = verdicts.filter(({ isMet }) => !isMet).length;
  const targets = textTable({
    columns: ['what', 'target', 'measured', ''],
    rows: verdicts.map(({ what, target, measured, isMet }) => [what, target, measured, isMet ? 'met' : 'MISSED']),
  });
  const details = sections.flatMap(({ title, tables }) => [
    `\n■ ${title}`,
    ...tables.flatMap((table) => [`\n${table.title}`, textTable(table)]),
  ]);
  const summary = `${verdicts.length - missed} of ${verdicts.length} targets met`;
  return [`${date} · ${machine} · load ${load}`, '', targets, '', summary, ...details].join('\n');
}
