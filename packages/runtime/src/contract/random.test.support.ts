/** A seeded generator (mulberry32), so that a case that failed once fails again. */
export function seeded(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0];
  const text = (pieces: readonly [string, ...string[]], longest: number): string =>
    Array.from({ length: below(longest + 1) }, () => pick(pieces)).join('');
  return { below, pick, text };
}
