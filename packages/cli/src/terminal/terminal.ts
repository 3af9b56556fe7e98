import { styleText } from 'node:util';
import { shownText } from './shown-text.js';

export type Style = Parameters<typeof styleText>[0];

/** What a command reads from and writes to. Data goes to stdout; everything else goes to stderr. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Whether somebody can answer: a terminal on stdin, and one on which the question is seen. */
  readonly isInteractive: boolean;
  /** Characters in a line of stdout at this moment; undefined where it is not a terminal. */
  readonly columns: number | undefined;
  /** Writes a line of data to stdout, without characters that a terminal would obey. */
  readonly data: (line: string) => void;
  /** Writes what a program reads to stdout, such as a diff: into a pipe or a file as it is, and a newline. */
  readonly exact: (text: string) => void;
  /** Writes a line to stderr, without characters that a terminal would obey. */
  readonly note: (line: string) => void;
  /** A part of a note, in colour where stderr shows it. */
  readonly style: (style: Style, text: string) => string;
  /** A part of data, in colour where stdout shows it. */
  readonly styleData: (style: Style, text: string) => string;
}

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env: variables } = process;
  const styler = (stream: NodeJS.WriteStream) => {
    const shown = showsColors(stream, variables);
    return (style: Style, text: string) => (shown ? styleText(style, text, { validateStream: false }) : text);
  };
  return {
    stdin,
    stdout,
    stderr,
    variables,
    isInteractive: stdin.isTTY === true && stderr.isTTY === true,
    get columns() {
      return stdout.isTTY ? stdout.columns || 80 : undefined;
    },
    data: (line) => void stdout.write(`${shownText(line)}\n`),
    exact: (text) => void stdout.write(`${stdout.isTTY ? shownText(text) : text}\n`),
    note: (line) => void stderr.write(`${shownText(line)}\n`),
    style: styler(stderr),
    styleData: styler(stdout),
  };
}

/** https://no-color.org and https://force-color.org */
function showsColors(stream: NodeJS.WriteStream, { NO_COLOR, FORCE_COLOR, TERM }: Terminal['variables']): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}
