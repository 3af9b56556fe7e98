export interface WaitOptions {
  /** Gives up when it aborts, with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** AWS Lambda's context: gives up a quarter of a second before the function would be stopped. */
  readonly context?: { getRemainingTimeInMillis(): number } | undefined;
}

/** Calls back once after some milliseconds, unless what it returns is called before. */
export type SetTimer = (callback: () => void, milliseconds: number) => () => void;

export interface Deadline extends WaitOptions {
  /** Milliseconds to wait where neither `signal` nor `context` is given. */
  readonly budget: number;
  /** Milliseconds to wait at most, whatever is given. */
  readonly most?: number | undefined;
  readonly setTimer?: SetTimer | undefined;
  /** Makes the error to reject with when the time is up. */
  readonly onTimeout: (milliseconds: number) => unknown;
  /** Called once, when the waiting is over for whatever reason. */
  readonly leave: () => void;
}

// A signal need never abort and a function may have 15 minutes left: a hung store is given up all the same.
export const LONGEST_MS = 30_000;
const LAMBDA_MARGIN_MS = 250;

const realTimer: SetTimer = (callback, milliseconds) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};

/** Waits for `work` until the deadline: the context's, or the signal's, or the budget. */
export function waitFor<T>(
  work: Promise<T>,
  { signal, context, budget, most = LONGEST_MS, setTimer = realTimer, onTimeout, leave }: Deadline,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const wanted = context ? context.getRemainingTimeInMillis() - LAMBDA_MARGIN_MS : signal ? LONGEST_MS : budget;
    const milliseconds = Math.max(1, Math.min(LONGEST_MS, most, wanted));
    let isOver = false;
    const end =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        if (isOver) return;
        isOver = true;
        cancel();
        signal?.removeEventListener('abort', onAbort);
        leave();
        settle(value);
      };
    const fail = end(reject);
    const onAbort = () => fail(signal?.reason);
    const cancel = setTimer(() => fail(onTimeout(milliseconds)), milliseconds);
    signal?.addEventListener('abort', onAbort);
    work.then(end(resolve), fail);
    if (signal?.aborted) onAbort();
  });
}
