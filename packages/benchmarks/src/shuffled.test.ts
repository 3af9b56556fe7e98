import { describe, expect, it } from 'vitest';
import { shuffled } from './shuffled.js';

describe('shuffled', () => {
  it('orders by the random numbers drawn, and loses nothing', () => {
    const drawn = [0.7, 0.1, 0.4];
    expect(shuffled(['a', 'b', 'c'], () => drawn.shift() ?? 0)).toEqual(['b', 'c', 'a']);
  });

  it('does not change its argument', () => {
    const items = ['a', 'b'];
    const drawn = [0.9, 0.1];
    shuffled(items, () => drawn.shift() ?? 0);
    expect(items).toEqual(['a', 'b']);
  });
});
