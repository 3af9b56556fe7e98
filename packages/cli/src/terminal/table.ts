import Table from 'cli-table3';
import stringWidth from 'string-width';

const GAP = 2;
const LEAST_WIDTH = 6;
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
};

/**
 * Rows in columns, the first row being their titles. In a terminal of `columns` characters the widest cells wrap; without, as in a pipe,
 * every row is one line.
 */
export function table(rows: readonly (readonly string[])[], columns?: number): string {
  const widths = columnWidths(rows, columns);
  const printed = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: widths,
  });
  printed.push(...rows.map((row) => row.map((cell, index) => wrapped(cell, widths[index] ?? 0))));
  return printed
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Names have no spaces to wrap at. A cell in colour is cut instead: the codes of colours would be cut with it. */
function wrapped(cell: string, width: number): string {
  if (cell.includes('\u001B') || stringWidth(cell) <= width) return cell;
  const lines = [''];
  for (const character of cell) {
    const line = `${lines.at(-1)}${character}`;
    if (stringWidth(line) <= width) lines[lines.length - 1] = line;
    else lines.push(character);
  }
  return lines.join('\n');
}

/** As wide as the widest cell; where they do not fit, the widest columns give way. */
function columnWidths(rows: readonly (readonly string[])[], columns = Number.POSITIVE_INFINITY): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(1, ...rows.map((row) => stringWidth(row[index] ?? ''))),
  );
  for (;;) {
    const total = widths.reduce((sum, width) => sum + width, GAP * (count - 1));
    const widest = Math.max(...widths);
    if (total <= columns || widest <= LEAST_WIDTH) return widths;
    widths[widths.indexOf(widest)] = widest - 1;
  }
}
