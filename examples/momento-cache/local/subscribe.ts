import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Momento } from '../counterpart/momento.js';

export interface Subscriber {
  /** Resolves with the next message, which has to come within a minute. */
  next(): Promise<string>;
  close(): void;
}

/** Starts `subscriber.ts` in a process of its own, and waits until it has subscribed. */
export async function subscribe(momento: Momento, token: string): Promise<Subscriber> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/subscriber.ts'], {
    env: { PATH, HOME, ...momento.environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(token);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const timeout = setTimeout(() => child.kill(), 60_000);
    const { done, value } = await lines.next();
    clearTimeout(timeout);
    if (done) throw new Error('The subscriber has ended without a message.');
    return value;
  };
  await next();
  return { next, close: () => void child.kill() };
}
