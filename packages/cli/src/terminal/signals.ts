import { constants } from 'node:os';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const FORWARDED = [...ENDING, 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

const cleanups = new Set<() => void>();
let forward: ((signal: NodeJS.Signals) => void) | undefined;

/** Ends the process on SIGINT, SIGTERM and SIGHUP, after what `cleanUp` was given; unless a child process gets them. */
export function endOnSignals(onEnd: () => void): void {
  for (const signal of ENDING) {
    process.on(signal, () => {
      if (forward !== undefined) return;
      for (const cleanup of cleanups) cleanup();
      onEnd();
      process.exit(codeOf(signal));
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

/** Gives signals to `to` during `work`, in place of ending. */
export async function withForwarding<T>(to: (signal: NodeJS.Signals) => void, work: () => Promise<T>): Promise<T> {
  const listeners = FORWARDED.map((signal) => [signal, () => to(signal)] as const);
  forward = to;
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    return await work();
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    forward = undefined;
  }
}

/** What a shell reports of a process that a signal ended: 128 and its number. */
export function codeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
