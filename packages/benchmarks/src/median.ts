/**
 * The middle of the numbers; of an even count, the mean of the middle two.
 *
 * @throws {RangeError} When there is no number.
 */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('Nothing was measured.');
  return (lower + upper) / 2;
}

/**
 * The median of each property by itself.
 *
 * @throws {RangeError} When nothing was measured.
 */
export function medians<T extends { readonly [K in keyof T]: number }>(all: readonly T[]): T {
  const [first] = all;
  if (first === undefined) throw new RangeError('Nothing was measured.');
  const keys = Object.keys(first) as (keyof T)[];
  // Every measurement has the same properties.
  return Object.fromEntries(keys.map((key) => [key, median(all.map((one) => one[key]))])) as T;
}
