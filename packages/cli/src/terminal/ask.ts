import { CliError } from '../errors/cli-error.js';
import { withCleanup } from './signals.js';
import type { Terminal } from './terminal.js';

/** Questions on stderr, so that stdout is data alone. Each rejects with an InterruptedError after Ctrl-C, Escape or Ctrl-D. */
export function hidden(terminal: Terminal, message: string): Promise<string> {
  // No character is shown for one that is typed: their number says something about the value.
  return ask<string>(terminal, (clack, options) => clack.password({ ...options, message, mask: '' }));
}

export function text(terminal: Terminal, message: string): Promise<string> {
  return ask<string>(terminal, (clack, options) => clack.text({ ...options, message }));
}

/** One of several, as they are written. */
export function choice(terminal: Terminal, message: string, values: readonly string[]): Promise<string> {
  const options = values.map((value) => ({ value, label: value }));
  return ask<string>(terminal, (clack, given) => clack.select({ ...given, message, options }));
}

export function yesOrNo(terminal: Terminal, message: string): Promise<boolean> {
  return ask<boolean>(terminal, (clack, options) => clack.confirm({ ...options, message, initialValue: false }));
}

const SHOW_CURSOR = '\u001B[?25h';
// What is pasted comes at once, or in parts that follow each other faster than somebody types.
const PASTE_MS = 500;

type Clack = typeof import('@clack/prompts');
type Options = Pick<Parameters<Clack['password']>[0], 'input' | 'output' | 'signal'>;

async function ask<T>(
  { stdin, stderr }: Terminal,
  question: (clack: Clack, options: Required<Options>) => Promise<T | symbol>,
): Promise<T> {
  const clack = await import('@clack/prompts');
  const ending = new AbortController();
  // Ctrl-D and the end of the terminal close the line without an answer, which the library does not notice.
  const onKey = (_character: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (key?.ctrl && key.name === 'd') ending.abort();
  };
  const onEnd = () => ending.abort();
  let hasLines = false;
  const onData = (chunk: Buffer) => {
    if (!/[\r\n][^\r\n]/.test(chunk.toString('latin1'))) return;
    hasLines = true;
    ending.abort();
  };
  stdin.prependListener('keypress', onKey);
  stdin.prependListener('data', onData);
  stdin.once('end', onEnd);
  try {
    const answer = await withCleanup(
      () => stderr.write(SHOW_CURSOR),
      () => question(clack, { input: stdin, output: stderr, signal: ending.signal }),
    );
    if (hasLines) {
      await dropPasted(stdin);
      throw new CliError(
        'InputInvalidError',
        'What was pasted has several lines, and the answer must be one line. Nothing was changed.',
        'Give a value of several lines by a pipe, with -, or by --file <path>.',
      );
    }
    // What is left beside the symbol of a cancelled question: TypeScript does not narrow a union with a type parameter.
    if (!clack.isCancel(answer)) return answer as T;
    throw new CliError('InterruptedError', 'Cancelled. Nothing was changed.', 'Run the command again.');
  } finally {
    stdin.off('keypress', onKey);
    stdin.off('data', onData);
    stdin.off('end', onEnd);
  }
}

/** Reads the rest of what was pasted: a shell would run it, and keep it in its history. */
async function dropPasted(stdin: NodeJS.ReadStream): Promise<void> {
  stdin.setRawMode?.(true);
  await new Promise<void>((resolve) => {
    let timer = setTimeout(resolve, PASTE_MS);
    stdin.on('data', () => {
      clearTimeout(timer);
      timer = setTimeout(resolve, PASTE_MS);
    });
    stdin.resume();
  });
  stdin.removeAllListeners('data').pause();
  stdin.setRawMode?.(false);
}
