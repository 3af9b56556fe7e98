import type { Terminal } from './terminal.js';

const QUIET_MS = 2_000;

/**
 * Says what the command is waiting for once that takes longer than two seconds: on a terminal in a line that goes again, elsewhere, as in the log
 * of a build, in one that stays.
 */
export async function withProgress<T>(terminal: Terminal, message: string, work: () => Promise<T>): Promise<T> {
  const { stderr } = terminal;
  let shown = false;
  const timer = setTimeout(() => {
    if (!stderr.isTTY) {
      terminal.note(`${message} …`);
      return;
    }
    shown = true;
    // A line that wrapped would not go as a whole.
    const most = (stderr.columns || 80) - ' …'.length - 1;
    stderr.write(terminal.style('dim', `${message.slice(0, most)} …`));
  }, QUIET_MS);
  timer.unref();
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (shown) stderr.write('\r\u001B[2K');
  }
}
