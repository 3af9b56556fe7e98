import type { Table } from '../section.js';

/** A table for a terminal: the first column to the left, the others to the right. */
export function textTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const all = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [line(columns), rule, ...rows.map(line)].join('\n');
}
