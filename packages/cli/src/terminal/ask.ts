import { CliError } from '../errors/cli-error.js';
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
  stdin.prependListener('keypress', onKey);
  stdin.once('end', onEnd);
  try {
    const answer = await question(clack, { input: stdin, output: stderr, signal: ending.signal });
    if (!clack.isCancel(answer)) return answer as T;
    throw new CliError('InterruptedError', 'Cancelled. Nothing was changed.', 'Run the command again.');
  } finally {
    stdin.off('keypress', onKey);
    stdin.off('end', onEnd);
  }
}
