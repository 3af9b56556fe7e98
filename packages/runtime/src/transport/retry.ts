import { type FaultKind, isTransportFault, timedOut } from './fault.js';
import { ATTEMPTS, BUDGET, REPAIRS } from './limits.js';
import type { CallOptions } from './transport.js';

const PAUSE_MS: { readonly [Kind in FaultKind]?: number } = { unreachable: 50, throttled: 200 };

/**
 * One attempt. `mayRetry`: another may follow, so it need not wait long. `mayRepair`: it may repair what made it fail and return
 * undefined, and is then repeated.
 */
type Attempt<T> = (mayRetry: boolean, mayRepair: boolean) => Promise<T | undefined>;

/**
 * Makes up to three attempts where a store throttles or is out of reach, after pauses of random length. All calls share one budget: there
 * are never more than twenty retries without a success, so that they do not prolong an outage.
 */
export function retrier(random: () => number) {
  let budget = BUDGET;

  async function attempts<T>(attempt: Attempt<T>, { signal, retry = true }: CallOptions): Promise<T> {
    for (let tried = 1, repairs = 0; ; ) {
      const mayRetry = retry && tried < ATTEMPTS && budget > 0;
      try {
        const output = await attempt(mayRetry, repairs++ < REPAIRS);
        if (!output) continue;
        budget = Math.min(BUDGET, budget + 1);
        return output;
      } catch (error) {
        const unit = isTransportFault(error) && PAUSE_MS[error.kind];
        if (signal.aborted || !mayRetry || !unit) throw error;
        budget--;
        const { setTimeout: pause } = process.getBuiltinModule('node:timers/promises');
        await pause(random() * unit * 2 ** (tried++ - 1), undefined, { signal });
      }
    }
  }

  /** Rejects at once when the signal aborts. */
  return <T>(attempt: Attempt<T>, options: CallOptions): Promise<T> =>
    new Promise((resolve, reject) => {
      const { signal } = options;
      const onAbort = () => reject(timedOut());
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort);
      attempts(attempt, options)
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', onAbort));
    });
}
