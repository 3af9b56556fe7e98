/** A source of repeatable choices: the same seed makes the same choices. */
export interface Draw {
  /** A whole number from 0 to `below` - 1. */
  whole(below: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** From `least` to `most` things. */
  times<T>(least: number, most: number, make: () => T): T[];
}

/** The mulberry32 generator. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(fraction() * below);
  return {
    whole,
    chance: (probability) => fraction() < probability,
    pick: (choices) => choices[whole(choices.length)] ?? choices[0],
    times: (least, most, make) => Array.from({ length: least + whole(most - least + 1) }, make),
  };
}
