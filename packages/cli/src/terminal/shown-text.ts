import { printable } from '@amplify-secrets/runtime/contract';

// Those of `styleText` that the command line uses: bold, dim, colours, and their ends.
const STYLE = new RegExp(`(${String.fromCharCode(27)}\\[(?:0|1|2|22|3[1-6]|39)m)`);

/**
 * A line without characters that a terminal would obey, such as those in a name that somebody else chose. Colours, tabs and ends of lines stay.
 */
export function shownText(line: string): string {
  return line
    .split(STYLE)
    .map((part, index) => (index % 2 === 1 ? part : part.split('\t').map(printable).join('\t')))
    .join('');
}
