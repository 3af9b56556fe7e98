import type { Read } from '../peers/reader.js';
import type { FaultResult } from './fault-result.js';

export interface Reading {
  readonly is: 'current' | 'stale' | 'failed' | 'pending' | 'wrong';
  /** The name of what it failed with. */
  readonly error?: string;
}

// A function of Amplify has three seconds, and needs some of them itself.
const DEADLINE_MS = 2_500;

/** Reads every secret at once. `history`: all values that each has had, the current one last. */
export function readAll(read: Read, history: readonly (readonly string[])[]): Promise<readonly Reading[]> {
  return Promise.all(history.map((past, index) => readOne(() => read(index), past)));
}

async function readOne(read: () => Promise<unknown>, past: readonly string[]): Promise<Reading> {
  let stop: (() => void) | undefined;
  const deadline = new Promise<Reading>((resolve) => {
    const timer = setTimeout(() => resolve({ is: 'pending' }), DEADLINE_MS);
    stop = () => clearTimeout(timer);
  });
  const reading = read().then(
    (value): Reading => {
      if (value === past.at(-1)) return { is: 'current' };
      return { is: past.some((known) => known === value) ? 'stale' : 'wrong' };
    },
    (error: unknown): Reading => ({ is: 'failed', error: error instanceof Error ? error.name : typeof error }),
  );
  try {
    return await Promise.race([reading, deadline]);
  } finally {
    stop?.();
  }
}

export function tally(readings: readonly Reading[]): Omit<FaultResult, 'id' | 'attempts' | 'recovered' | 'busyMs'> {
  const count = (...ends: readonly Reading['is'][]) => readings.filter(({ is }) => ends.includes(is)).length;
  return {
    reads: readings.length,
    served: count('current', 'stale'),
    stale: count('stale'),
    failed: count('failed'),
    pending: count('pending'),
    wrong: count('wrong'),
    errors: [...new Set(readings.flatMap(({ error }) => error ?? []))].sort(),
  };
}

/** Reads, and measures the processor time of this process meanwhile: what blocks the event loop takes it, and a busy machine does not. */
export async function watched<T>(read: () => Promise<T>): Promise<{ readonly read: T; readonly busyMs: number }> {
  const before = process.cpuUsage();
  const result = await read();
  const { user, system } = process.cpuUsage(before);
  return { read: result, busyMs: Math.round((user + system) / 1000) };
}
