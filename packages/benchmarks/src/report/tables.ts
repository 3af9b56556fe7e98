import type { Table } from '../section.js';

/** For a terminal: the first column to the left, the others to the right. */
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

export function textTables(tables: readonly Table[]): string {
  return tables.map((table) => `\n${table.title}\n${textTable(table)}`).join('\n');
}

export function markdownTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = columns.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(columns), line(rule), ...rows.map(line)].join('\n');
}

export function markdownTables(tables: readonly Table[]): string {
  return tables.map((table) => `${table.title}:\n\n${markdownTable(table)}`).join('\n\n');
}
