/** Time that passes only by events: those of one tick run together, and every promise they settle is followed to its end before the next. */
export interface VirtualClock {
  /** Milliseconds since the start. */
  readonly now: () => number;
  /** Runs an event `milliseconds` from now, at the next tick at the earliest. Beyond the end it never runs. */
  readonly after: (milliseconds: number, run: () => void) => VirtualTimer;
  /** Lets time pass until the end. */
  readonly run: () => Promise<void>;
}

export interface VirtualTimer {
  readonly cancel: () => void;
}

const TICK_MS = 5;

export function virtualClock(endMs: number): VirtualClock {
  const ticks = Math.ceil(endMs / TICK_MS);
  const slots: ({ run: (() => void) | undefined }[] | undefined)[] = new Array(ticks);
  let tick = 0;
  return {
    now: () => tick * TICK_MS,
    after: (milliseconds, run) => {
      const due = Math.max(tick + 1, Math.ceil(tick + milliseconds / TICK_MS));
      const event: { run: (() => void) | undefined } = { run };
      if (due < ticks) {
        const slot = slots[due];
        if (slot === undefined) slots[due] = [event];
        else slot.push(event);
      }
      return {
        cancel: () => {
          event.run = undefined;
        },
      };
    },
    run: async () => {
      for (; tick < ticks; tick++) {
        const slot = slots[tick];
        if (slot === undefined) continue;
        slots[tick] = undefined;
        for (const event of slot) event.run?.();
        // An immediate runs when the promise jobs are done, however long their chains.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

const TIMER_PROMISES = process.getBuiltinModule('node:timers/promises');

/**
 * Puts the clock under `setTimeout` and its promise form while `work` runs, so that deadlines and pauses of the code under
 * simulation pass in virtual time. Nothing else may run in the process meanwhile.
 */
export async function withVirtualTimers<T>(clock: VirtualClock, work: () => Promise<T>): Promise<T> {
  const { setTimeout, clearTimeout } = globalThis;
  const { setTimeout: pause } = TIMER_PROMISES;
  // Only what the simulated code uses of timers: to set them and to clear them.
  Object.assign(globalThis, {
    setTimeout: (run: () => void, milliseconds = 0) => clock.after(milliseconds, run),
    clearTimeout: (timer: VirtualTimer | undefined) => timer?.cancel(),
  });
  Object.assign(TIMER_PROMISES, {
    setTimeout: (milliseconds: number) => new Promise<void>((resolve) => clock.after(milliseconds, resolve)),
  });
  try {
    return await work();
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout });
    Object.assign(TIMER_PROMISES, { setTimeout: pause });
  }
}
