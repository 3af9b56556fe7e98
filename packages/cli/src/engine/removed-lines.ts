import { shellLine } from '@amplify-secrets/runtime/contract';
import type { DotenvLines } from './dotenv-lines.js';

export interface RemovedLines {
  /** Variables that stay in the file. */
  readonly left: readonly string[];
  /** The numbers of lines that stay as well, since they were not read. */
  readonly unread: readonly number[];
  /** The command that removes the others, without a copy of them; undefined where there is none. */
  readonly command: string | undefined;
}

/** What is left in a file without some of its variables, and the command that removes those, each line that has their names. */
export function removedLines(
  file: string,
  { lines, unread }: Pick<DotenvLines, 'lines' | 'unread'>,
  names: readonly string[],
): RemovedLines {
  // What goes on in a line that was not read stays whole.
  const removed = lines.filter(({ name, notes }) => names.includes(name) && !notes.includes('continued'));
  const left = [...new Set(lines.filter((each) => !removed.includes(each)).map(({ name }) => name))];
  const rest = { left, unread: unread.map(({ line }) => line) };
  if (removed.length === 0) return { ...rest, command: undefined };
  if (left.length + unread.length === 0) return { ...rest, command: shellLine`rm ${file}` };
  const ranges = removed.map(({ line, lastLine }) => (line === lastLine ? `${line}d` : `${line},${lastLine}d`));
  const copy = `${file}.rest`;
  // With sed -i, the systems differ.
  const command = shellLine`(umask 077; sed ${ranges.join(';')} ${file} > ${copy} && mv ${copy} ${file})`;
  return { ...rest, command };
}
