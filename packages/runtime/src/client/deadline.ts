import type { SecretsError } from '../contract/errors.js';

export interface WaitOptions {
  /** Gives up when it aborts, with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** AWS Lambda's context: gives up a quarter of a second before the function would be stopped. */
  readonly context?: { getRemainingTimeInMillis(): number } | undefined;
}

const LAMBDA_MARGIN_MS = 250;
// A signal need never abort and a function may have 15 minutes left: a hung store is given up all the same.
const LONGEST_MS = 30_000;

/**
 * Waits for `work` until the deadline: the context's, or the signal's, or `budget` milliseconds. Calls `leave` when it stops
 * waiting, for whatever reason.
 */
export function waitFor<T>(
  work: Promise<T>,
  { signal, context }: WaitOptions,
  budget: number,
  onTimeout: (milliseconds: number) => SecretsError,
  leave: () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const milliseconds =
      context !== undefined
        ? Math.max(1, Math.min(LONGEST_MS, context.getRemainingTimeInMillis() - LAMBDA_MARGIN_MS))
        : signal !== undefined
          ? LONGEST_MS
          : budget;
    const stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      leave();
    };
    const onAbort = () => {
      stop();
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      stop();
      reject(onTimeout(milliseconds));
    }, milliseconds);
    signal?.addEventListener('abort', onAbort);
    work.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        reject(error);
      },
    );
    if (signal?.aborted) onAbort();
  });
}
