import { ownProperties } from '../contract/own-properties.js';
import type { Signal } from '../transport/signal.js';
import { LAMBDA_MARGIN_MS, LONGEST_MS } from './limits.js';

export interface WaitOptions {
  /** Rejects with its reason when it aborts. */
  readonly signal?: Signal | undefined;
  /** The context of AWS Lambda: rejects 250 ms before the function would time out. */
  readonly context?: { getRemainingTimeInMillis(): number } | undefined;
}

/** Calls `callback` once after some milliseconds, unless the function that it returns is called first. */
export type SetTimer = (callback: () => void, milliseconds: number) => () => void;

export interface Deadline extends WaitOptions {
  /** Milliseconds to wait where neither `signal` nor `context` is given. */
  readonly budget: number;
  /**
   * The longest time to wait, in milliseconds.
   * @default 30000
   */
  readonly most?: number | undefined;
  readonly setTimer?: SetTimer | undefined;
  /** Makes the error to reject with when the deadline passes. */
  readonly onTimeout: (milliseconds: number) => unknown;
  /** Called once, when the wait is over for whatever reason. */
  readonly leave?: (() => void) | undefined;
}

export const realTimer: SetTimer = (callback, milliseconds) => {
  // Of the same clock: between the two, a test may begin or end to fake timers.
  const clear = clearTimeout;
  const timer = setTimeout(callback, milliseconds);
  return () => clear(timer);
};

/** Waits for `work` until the deadline: that of the context or the signal, or else the budget. */
export function waitFor<T>(work: Promise<T>, deadline: Deadline): Promise<T> {
  const {
    signal,
    context,
    budget,
    most = LONGEST_MS,
    setTimer = realTimer,
    onTimeout,
    leave,
  } = ownProperties(deadline);
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
        leave?.();
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
