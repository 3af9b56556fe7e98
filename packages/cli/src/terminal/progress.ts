import type { Terminal } from './terminal.js';

const QUIET_MS = 2_000;

/** Says what the command is waiting for once that takes longer than two seconds: on a line that goes again, where there is a terminal. */
export async function withProgress<T>(terminal: Terminal, message: string, work: () => Promise<T>): Promise<T> {
  const { stderr } = terminal;
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    stderr.write(stderr.isTTY ? `${terminal.style('dim', `${message} …`)}` : `${message} …\n`);
  }, QUIET_MS);
  timer.unref();
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (shown && stderr.isTTY) stderr.write('\r\u001B[2K');
  }
}
