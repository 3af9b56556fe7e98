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
 * Rows in columns, the first row being their titles. In a terminal of `columns` characters the widest cells wrap, and where the columns do
 * not fit at all, each row becomes lines of titles and cells; without a terminal, as in a pipe, every row is one line.
 */
export function table(rows: readonly (readonly string[])[], columns?: number): string {
  const widths = columnWidths(rows, columns);
  if (totalOf(widths) > (columns ?? Number.POSITIVE_INFINITY) && rows.length > 1) return blocks(rows);
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

function blocks([titles = [], ...rows]: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell, index) => `${titles[index] ?? ''}: ${cell}`).join('\n')).join('\n\n');
}

const ESCAPE = '\u001B[';
const RESET = `${ESCAPE}0m`;
const ENDS_STYLE = /^(0|22|39)m/;

/** Names have no spaces to wrap at. A colour ends with its line, and begins again in the next one. */
function wrapped(cell: string, width: number): string {
  if (stringWidth(cell) <= width) return cell;
  const lines = [''];
  let style = '';
  const add = (text: string) => {
    for (const character of text) {
      const line = `${lines.at(-1)}${character}`;
      if (stringWidth(line) > width) {
        if (style !== '') lines[lines.length - 1] += RESET;
        lines.push(style + character);
      } else lines[lines.length - 1] = line;
    }
  };
  const [first = '', ...styled] = cell.split(ESCAPE);
  add(first);
  for (const part of styled) {
    const [code = ''] = /^\d+m/.exec(part) ?? [];
    lines[lines.length - 1] += ESCAPE + code;
    style = ENDS_STYLE.test(part) ? '' : style + ESCAPE + code;
    add(part.slice(code.length));
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
    const widest = Math.max(...widths);
    if (totalOf(widths) <= columns || widest <= LEAST_WIDTH) return widths;
    widths[widths.indexOf(widest)] = widest - 1;
  }
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1));
}
