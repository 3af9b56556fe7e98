export interface WorldClock {
  /** Time passes, unnoticed by timers. */
  readonly pass: (milliseconds: number) => void;
  /** The time of day is set, to either side; no time passes. */
  readonly set: (milliseconds: number) => void;
}

/** Makes the clocks of this process adjustable: `Date`, and `performance.now`, which only time moves. Timers are not affected. */
export function installWorldClock(): WorldClock {
  const RealDate = Date;
  const realNow = performance.now.bind(performance);
  let passed = 0;
  let offset = 0;
  class WorldDate extends RealDate {
    // The arguments are those of Date, in all their forms.
    constructor(...given: []) {
      if (given.length === 0) super(RealDate.now() + offset);
      else super(...given);
    }
    static override now(): number {
      return RealDate.now() + offset;
    }
  }
  Object.assign(globalThis, { Date: WorldDate });
  Object.assign(performance, { now: () => realNow() + passed });
  return {
    pass: (milliseconds) => {
      passed += milliseconds;
      offset += milliseconds;
    },
    set: (milliseconds) => {
      offset += milliseconds;
    },
  };
}
