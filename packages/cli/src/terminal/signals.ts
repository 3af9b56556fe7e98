import { constants } from 'node:os';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const FORWARDED = [...ENDING, 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

/** Who gets signals, and learns that nobody reads an output any more, in place of the end of the process. */
export interface Forwarding {
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly closed: (output: NodeJS.WriteStream) => void;
}

const cleanups = new Set<() => void>();
let forwarding: Forwarding | undefined;

/** Ends the process on SIGINT, SIGTERM and SIGHUP, after what `withCleanup` was given; unless a child process gets them. */
export function endOnSignals(onEnd: () => void): void {
  for (const signal of ENDING) {
    process.on(signal, () => {
      if (forwarding !== undefined) return;
      for (const cleanup of cleanups) cleanup();
      onEnd();
      process.exit(codeOf(signal));
    });
  }
}

/** Ends the process when nobody reads its output any more, as `head` stops, or when its terminal is gone; unless a child process learns it. */
export function endOnClosedOutput(): void {
  for (const output of [process.stdout, process.stderr]) {
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
      if (forwarding === undefined) process.exit();
      forwarding.closed(output);
    });
  }
}

/** Calls `cleanup` if a signal ends the process during `work`. It must not wait for anything. */
export async function withCleanup<T>(cleanup: () => void, work: () => Promise<T>): Promise<T> {
  cleanups.add(cleanup);
  try {
    return await work();
  } finally {
    cleanups.delete(cleanup);
  }
}

/** Forwards signals, and closed outputs, during `work`. */
export async function withForwarding<T>(to: Forwarding, work: () => Promise<T>): Promise<T> {
  const listeners = FORWARDED.map((signal) => [signal, () => to.signal(signal)] as const);
  forwarding = to;
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    return await work();
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    forwarding = undefined;
  }
}

/** What a shell reports of a process that a signal ended: 128 and its number. */
export function codeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
