import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { TransportFault } from './fault.js';
import { retrier } from './retry.js';

const signal = new AbortController().signal;
const down = new TransportFault('unreachable', 'It is down.', { code: 'Down' });

describe('retries', () => {
  it('exceed successes by at most twenty, over all calls', async () => {
    const attempts = retrier(() => 0);
    let isUp = false;
    let tries = 0;
    const attempt = async () => {
      tries++;
      if (!isUp) throw down;
      return 'up';
    };
    const triesOf = async (calls: number) => {
      tries = 0;
      for (let call = 0; call < calls; call++) await attempts(attempt, { signal }).catch(() => {});
      return tries;
    };
    expect(await triesOf(10)).toBe(10 + 20);
    expect(await triesOf(10)).toBe(10);
    isUp = true;
    expect(await triesOf(3)).toBe(3);
    isUp = false;
    expect(await triesOf(10)).toBe(10 + 3);
    isUp = true;
    await triesOf(1000);
    isUp = false;
    expect(await triesOf(100)).toBe(100 + 20);
  });

  it('pause for a random time that doubles, longer when the store throttles', async () => {
    const pause = vi.spyOn(process.getBuiltinModule('node:timers/promises'), 'setTimeout').mockResolvedValue(undefined);
    const attempts = retrier(() => 0.5);
    const throttled = new TransportFault('throttled', 'Slow down.', { code: 'Throttled' });
    for (const fault of [down, throttled]) {
      await expect(attempts(() => Promise.reject(fault), { signal })).rejects.toBe(fault);
    }
    expect(pause.mock.calls.map(([milliseconds]) => milliseconds)).toEqual([25, 50, 100, 200]);
    pause.mockRestore();
  });

  it('do not happen for what was refused, timed out or lacks credentials, or is not a fault', async () => {
    for (const kind of ['refused', 'timeout', 'credentials'] as const) {
      const fault = new TransportFault(kind, 'No.', { code: 'No' });
      const attempt = vi.fn(() => Promise.reject(fault));
      await expect(retrier(() => 0)(attempt, { signal })).rejects.toBe(fault);
      expect(attempt).toHaveBeenCalledTimes(1);
    }
    await expect(retrier(() => 0)(() => Promise.reject(new RangeError('bug')), { signal })).rejects.toThrow('bug');
  });

  it('are not used up by aborted calls', async () => {
    const attempts = retrier(() => 0);
    for (let call = 0; call < 30; call++) {
      const controller = new AbortController();
      const givenUp = async () => {
        controller.abort();
        throw down;
      };
      await expect(attempts(givenUp, { signal: controller.signal })).rejects.toMatchObject({ kind: 'timeout' });
    }
    const attempt = vi.fn(() => Promise.reject(down));
    await expect(attempts(attempt, { signal })).rejects.toBe(down);
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it('end with the signal, also during a pause', async () => {
    const controller = new AbortController();
    const attempt = vi.fn(async () => {
      setImmediate(() => controller.abort());
      throw down;
    });
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const work = retrier(() => 1e6)(attempt, { signal: controller.signal });
    await expect(work).rejects.toMatchObject({ kind: 'timeout' });
    expect(timers()).toBe(before);
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});

describe('a call that has ended', () => {
  it.each([async () => 'up', () => Promise.reject(down)])(
    'removes its listener from the signal: %s',
    async (attempt) => {
      const { signal } = new AbortController();
      await retrier(() => 0)(attempt, { signal, retry: false }).catch(() => {});
      await new Promise(setImmediate);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    },
  );
});

describe('a repair by an attempt', () => {
  it('uses up no retry, up to three times per call, even without retries', async () => {
    const repairs: boolean[] = [];
    const attempt = async (mayRetry: boolean, mayRepair: boolean) => {
      expect(mayRetry).toBe(false);
      repairs.push(mayRepair);
      if (mayRepair) return undefined;
      throw down;
    };
    await expect(retrier(() => 0)(attempt, { signal, retry: false })).rejects.toBe(down);
    expect(repairs).toEqual([true, true, true, false]);
  });
});
