import type { Terminal } from '../terminal/terminal.js';

/** One object on stdout, without characters that a terminal would obey: JSON itself escapes only some of them. */
export function printJson(terminal: Terminal, value: unknown): void {
  const escaped = (character: string) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join('');
  terminal.data(JSON.stringify(value, null, 2).replace(/(?!\n)\p{C}/gu, escaped));
}
