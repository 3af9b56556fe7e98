import type { Terminal } from './terminal.js';

const QUIET_MS = 2_000;

/** Says on a terminal what the command is waiting for once that takes longer than two seconds, on a line that goes again. */
export async function withProgress<T>(terminal: Terminal, message: string, work: () => Promise<T>): Promise<T> {
  const { stderr } = terminal;
  if (!stderr.isTTY) return work();
  let shown = false;
  const timer = setTimeout(() => {
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
