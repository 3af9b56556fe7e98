import { randomUUID } from 'node:crypto';
import { invoke, type LocalAws } from '@amplify-secrets/local';
import type { Deployed } from './deployments.js';

/** Containers of the function place-order, each of which stores one order after the other. */
export interface OrderWorkers {
  /** How many invocations have ended. */
  readonly invocations: number;
  /** The errors of those that failed. */
  readonly failures: readonly string[];
  readonly logs: readonly string[];
  /** Resolves when each worker has begun and ended an invocation from now on. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

export function startOrderWorkers(aws: LocalAws, { backend }: Deployed, count: number): OrderWorkers {
  const failures: string[] = [];
  const logs: string[] = [];
  const ended = Array.from({ length: count }, () => 0);
  const waiting = new Set<() => void>();
  const invocations = () => ended.reduce((sum, each) => sum + each, 0);
  let isStopped = false;

  const work = async (index: number) => {
    while (!isStopped) {
      const id = randomUUID();
      const { payload, error, logs: lines } = await invoke(backend, 'place-order', { id }, { aws });
      logs.push(...lines);
      if (Object(payload).stored !== id)
        failures.push(error ? `${error.errorType}: ${error.errorMessage}` : 'no answer');
      ended[index] = (ended[index] ?? 0) + 1;
      for (const wake of waiting) wake();
    }
  };
  const all = Promise.all(ended.map((_, index) => work(index)));
  all.catch(() => {});

  return {
    get invocations() {
      return invocations();
    },
    failures,
    logs,
    async round() {
      // The invocation that is on its way, and another one.
      const until = ended.map((before) => before + 2);
      const over = new Promise<void>((resolve) => {
        const wake = () => {
          if (ended.some((now, index) => now < (until[index] ?? 0))) return;
          waiting.delete(wake);
          resolve();
        };
        waiting.add(wake);
      });
      await Promise.race([over, all]);
    },
    async stop() {
      isStopped = true;
      await all;
    },
  };
}
