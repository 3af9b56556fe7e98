import { isSecretsError } from '../contract/errors.js';
import type { ClientParts } from '../reading/client-parts.js';
import { waitFor } from '../reading/deadline.js';
import { LAMBDA_MARGIN_MS } from '../reading/limits.js';
import { isTransportFault, timedOut } from '../transport/fault.js';
import {
  FIRST_PAUSE_MS,
  FROZEN_MS,
  FUNCTION_MS,
  LONGEST_PAUSE_MS,
  UPDATE_MS,
  WRITE_MS,
  WRITE_SHARE,
} from './limits.js';
import type { UpdateRequest } from './update-options.js';

type Parts = Pick<ClientParts, 'timeout' | 'now' | 'random' | 'setTimer'>;

/** Where an update is. What it is to write is known from `writing` on. */
export type Phase = 'reading' | 'waiting' | 'changing' | 'writing';

/** The time of one update, by a clock that goes on while the container is frozen. */
export interface UpdateTask {
  phase: Phase;
  readonly now: () => number;
  /** The time that it had, in milliseconds. */
  readonly budget: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** When the time is up, in milliseconds since 1970. */
  readonly until: () => number;
  /** From here on there is something to lose: the write gets the time of one call at least, however late it is. */
  readonly beginWriting: () => void;
  /** Nobody waits any more: what is left to do gets the time of one call. */
  readonly hurry: () => void;
  /** Until when `change` may take, so that there is time to write what it returns. */
  readonly changeUntil: (end: number) => number;
  /** One call of the store, which is aborted when its time is up. */
  readonly call: <T>(send: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** One call that reads: made once, or repeated where there is a turn, or the wait for one, to lose. */
  readonly read: <T>(send: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Repeats a call while the store throttles or is out of reach, until the time is up. */
  readonly persist: <T>(send: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export function updateTask({ signal, context }: UpdateRequest, parts: Parts): UpdateTask {
  const { timeout, now, random, setTimer } = parts;
  const milliseconds = context
    ? context.getRemainingTimeInMillis() - LAMBDA_MARGIN_MS
    : signal
      ? FUNCTION_MS
      : UPDATE_MS;
  let until = now() + milliseconds;
  const giveTime = () => {
    until = Math.max(until, now() + timeout);
  };

  async function call<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const upstream = new AbortController();
    const began = now();
    const budget = Math.max(1, Math.min(timeout, until - began));
    try {
      return await waitFor(send(upstream.signal), {
        budget,
        setTimer,
        onTimeout: timedOut,
        leave: () => upstream.abort(),
      });
    } finally {
      // The time that passed while the container was frozen was nobody's.
      if (task.phase === 'writing' && now() - began > budget + FROZEN_MS) giveTime();
    }
  }

  const sleep = (pause: number) =>
    waitFor(new Promise<never>(() => {}), { budget: Math.max(1, pause), setTimer, onTimeout: () => undefined }).catch(
      () => {},
    );

  const task: UpdateTask = {
    phase: 'reading',
    now,
    budget: milliseconds,
    random,
    until: () => until,
    beginWriting: () => {
      task.phase = 'writing';
      giveTime();
      if (signal?.aborted) task.hurry();
    },
    hurry: () => {
      until = Math.min(until, now() + timeout);
    },
    changeUntil: (end) => {
      const left = Math.min(end, until) - now();
      return now() + left - Math.min(WRITE_MS, left * WRITE_SHARE);
    },
    call,
    read: call,
    persist: async (send) => {
      for (let tried = 0; ; tried++) {
        try {
          return await call(send);
        } catch (error) {
          const left = until - now();
          if (!isPassing(error) || left <= 0) throw error;
          const pause = Math.min(FIRST_PAUSE_MS * 2 ** tried, LONGEST_PAUSE_MS);
          await sleep(Math.min(left, pause * (0.5 + random() / 2)));
        }
      }
    },
    sleep,
  };
  return task;
}

/** Whether the same call may succeed later. A custom transport may throw anything. */
function isPassing(error: unknown): boolean {
  return isTransportFault(error) ? error.kind !== 'refused' : !isSecretsError(error);
}
