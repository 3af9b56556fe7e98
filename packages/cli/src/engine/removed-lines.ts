import { shellLine } from '@amplify-secrets/runtime/contract';
import type { DotenvLine } from './dotenv-lines.js';

export interface RemovedLines {
  /** Variables that stay in the file. */
  readonly left: readonly string[];
  /** The command that removes the others, without a copy of them; undefined where there is none. */
  readonly command: string | undefined;
}

/** What is left in a file without some of its variables, and the command that removes those, each line that has their names. */
export function removedLines(file: string, lines: readonly DotenvLine[], names: readonly string[]): RemovedLines {
  const removed = lines.filter(({ name }) => names.includes(name));
  const left = [...new Set(lines.filter(({ name }) => !names.includes(name)).map(({ name }) => name))];
  if (removed.length === 0) return { left, command: undefined };
  if (left.length === 0) return { left, command: shellLine`rm ${file}` };
  const ranges = removed.map(({ line, lastLine }) => (line === lastLine ? `${line}d` : `${line},${lastLine}d`));
  const rest = `${file}.rest`;
  // With sed -i, the systems differ.
  const command = shellLine`(umask 077; sed ${ranges.join(';')} ${file} > ${rest} && mv ${rest} ${file})`;
  return { left, command };
}
