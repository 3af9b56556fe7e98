import { describe, expect, it } from 'vitest';
import { median, medians } from './median.js';

describe('median', () => {
  it('returns the middle of an odd count, in any order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('returns the mean of the middle two of an even count', () => {
    expect(median([10, 1, 4, 2])).toBe(3);
  });

  it('compares numbers, not their digits', () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  it('throws when nothing was measured', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('medians', () => {
  it('takes the median of each property by itself', () => {
    const all = [
      { wall: 1, processor: 0.5 },
      { wall: 5, processor: 2.5 },
      { wall: 3, processor: 100 },
    ];
    expect(medians(all)).toEqual({ wall: 3, processor: 2.5 });
  });

  it('throws when nothing was measured', () => {
    expect(() => medians([])).toThrow(RangeError);
  });
});
