import type { WaitOptions } from '../reading/deadline.js';
import { LAMBDA_MARGIN_MS } from '../reading/limits.js';
import type { Signal } from '../transport/signal.js';
import { NOTICE_MS } from './limits.js';

/**
 * Runs `work` until shortly before the function would time out: its signal aborts first, so that it can roll back, and then this
 * rejects, whatever `work` does. Both with the error that `onTimeout` makes. Without a context there is no limit.
 */
export async function withinTime<T>(
  context: WaitOptions['context'],
  work: (signal: Signal) => Promise<T> | T,
  onTimeout: () => unknown,
): Promise<T> {
  const controller = new AbortController();
  if (!context) return work(controller.signal);
  const left = context.getRemainingTimeInMillis();
  return new Promise((resolve, reject) => {
    const notice = setTimeout(() => controller.abort(onTimeout()), Math.max(0, left - NOTICE_MS));
    const end = setTimeout(() => reject(onTimeout()), Math.max(0, left - LAMBDA_MARGIN_MS));
    const run = async () => work(controller.signal);
    run()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(notice);
        clearTimeout(end);
      });
  });
}
