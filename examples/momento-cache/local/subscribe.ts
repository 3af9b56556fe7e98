import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Momento } from '../counterpart/momento.js';

export interface Subscriber {
  /** Resolves with the next message. */
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
    const { done, value } = await lines.next();
    if (done) throw new Error('The subscriber has ended.');
    return value;
  };
  await next();
  return { next, close: () => void child.kill() };
}
