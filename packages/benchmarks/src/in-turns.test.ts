import { describe, expect, it } from 'vitest';
import { inTurns } from './in-turns.js';

describe('inTurns', () => {
  it('runs no more tasks at once than its width, and keeps the order of the results', async () => {
    let underWay = 0;
    let most = 0;
    const task = (result: number, turns: number) => async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      underWay -= 1;
      return result;
    };
    expect(await inTurns(2, [task(1, 9), task(2, 1), task(3, 5), task(4, 1)])).toEqual([1, 2, 3, 4]);
    expect(most).toBe(2);
  });

  it('rejects when a task rejects', async () => {
    await expect(inTurns(2, [() => Promise.reject(new Error('no'))])).rejects.toThrow('no');
  });
});
