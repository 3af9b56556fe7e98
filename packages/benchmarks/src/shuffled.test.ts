import { describe, expect, it } from 'vitest';
import { shuffled } from './shuffled.js';

describe('shuffled', () => {
  it('orders by what the random source says and loses nothing', () => {
    const drawn = [0.7, 0.1, 0.4];
    expect(shuffled(['a', 'b', 'c'], () => drawn.shift() ?? 0)).toEqual(['b', 'c', 'a']);
  });

  it('leaves what it was given as it was', () => {
    const items = ['a', 'b'];
    const drawn = [0.9, 0.1];
    shuffled(items, () => drawn.shift() ?? 0);
    expect(items).toEqual(['a', 'b']);
  });
});
