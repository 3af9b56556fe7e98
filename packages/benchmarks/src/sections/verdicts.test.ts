import { describe, expect, it } from 'vitest';
import type { ColdStart, Scheme } from '../cold-start/measure-cold-starts.js';
import type { HitTimes } from '../programs/hits.js';
import { bundleSizeSection } from './bundle-size.js';
import { callsSection } from './calls.js';
import { coldStartSection } from './cold-start.js';
import { hitsSection } from './hits.js';
import { memorySection } from './memory.js';
import { type OutageResult, outageSection } from './outage.js';

const verdictsOf = ({ verdicts }: { verdicts: readonly { isMet: boolean }[] }) => verdicts.map(({ isMet }) => isMet);

describe('hitsSection', () => {
  const times = (nanoseconds: number): HitTimes => ({
    'text 1': nanoseconds,
    'JSON 1': nanoseconds,
    'text many': nanoseconds,
    'JSON many': nanoseconds,
  });
  const verdictsAt = (ours: HitTimes) =>
    verdictsOf(hitsSection({ many: 1_000, times: { ours, floor: times(60), powertools: times(200) } }));

  it('meets its targets at 1.2 times the floor and 0.4 times Powertools', () => {
    expect(verdictsAt(times(72))).toEqual([true, true]);
  });

  it('misses a target when a single case is slower', () => {
    expect(verdictsAt({ ...times(60), 'JSON many': 79 })).toEqual([false, true]);
    expect(verdictsAt({ ...times(60), 'JSON many': 81 })).toEqual([false, false]);
  });

  it('misses its targets when nothing was measured', () => {
    expect(verdictsOf(hitsSection({ many: 1_000, times: {} }))).toEqual([false, false]);
  });
});

describe('callsSection', () => {
  const verdictsAt = (calls: number, denied: Record<string, number>, isParallel = true) => {
    const count = { calls, operations: { GetSecretValue: calls } };
    const ours = { cold: count, expiry: count, start: count };
    return verdictsOf(
      callsSection({ ours: { ...ours, 'start-without-batch': { calls: 6, operations: denied, isParallel } } }),
    );
  };

  it('meets its targets with one call each, and with one batch and five parallel reads where the batch is denied', () => {
    expect(verdictsAt(1, { BatchGetSecretValue: 1, GetSecretValue: 5 })).toEqual([true, true, true, true]);
  });

  it('misses its targets with one more call, or with reads one after the other', () => {
    expect(verdictsAt(2, { BatchGetSecretValue: 1, GetSecretValue: 6 })).toEqual([false, false, false, false]);
    expect(verdictsAt(1, { BatchGetSecretValue: 1, GetSecretValue: 5 }, false)).toEqual([true, true, true, false]);
  });
});

describe('coldStartSection and memorySection', () => {
  const start = (handler: string, node: string, milliseconds: number, rss: number): ColdStart => ({
    handler,
    node,
    scheme: 'https' satisfies Scheme,
    milliseconds,
    cpu: milliseconds,
    rss: rss * 2 ** 20,
    starts: 15,
  });
  const starts = (node: string, ours: number) => [
    start('no-op', node, 40, 50),
    start('hand-signed', node, 55, 53),
    start('plain-sdk', node, 110, 80),
    start('plain-sdk-esm', node, 90, 70),
    start('ours', node, ours, 54),
  ];

  it('compares ours with the fastest of the peers, both less the no-op', () => {
    expect(verdictsOf(coldStartSection(starts('22.23.3', 61)))).toEqual([true, true]);
    expect(verdictsOf(coldStartSection(starts('22.23.3', 63)))).toEqual([false, false]);
  });

  it('allows more on Node.js 20', () => {
    expect(verdictsOf(coldStartSection(starts('20.20.2', 72)))).toEqual([true, false]);
  });

  it('counts resident memory less the no-op, and heap as it is', () => {
    expect(verdictsOf(memorySection(starts('22.23.3', 60), { ours: 1_536 }))).toEqual([true, true]);
    expect(verdictsOf(memorySection([...starts('22.23.3', 60)].reverse(), { ours: 1_537 }))).toEqual([true, false]);
    expect(verdictsOf(memorySection([start('no-op', '22', 1, 49), start('ours', '22', 1, 54)], {}))).toEqual([
      false,
      false,
    ]);
  });
});

describe('bundleSizeSection', () => {
  it.each([
    [24_000, 9_000, true],
    [24_001, 9_000, false],
    [24_000, 9_001, false],
  ])('judges %i bytes, %i gzipped: %s', (minified, gzipped, isMet) => {
    const handlers = [{ id: 'ours', title: 'ours', minified, gzipped }];
    expect(verdictsOf(bundleSizeSection({ handlers, additions: 0 }))).toEqual([isMet]);
  });
});

describe('outageSection', () => {
  const result = (over: Partial<OutageResult>): OutageResult => ({
    peer: 'ours',
    kind: 'hang',
    isWarm: true,
    reads: 10,
    served: 10,
    empty: 0,
    failed: 0,
    pending: 0,
    attempts: 3,
    unhandledRejections: 0,
    milliseconds: 1_000,
    ...over,
  });
  const cold = result({ isWarm: false, reads: 1, served: 0, failed: 1, milliseconds: 2_010 });

  it('meets its targets with ten reads served by three attempts, and with a bounded wait', () => {
    expect(verdictsOf(outageSection([result({}), cold]))).toEqual([true, true]);
  });

  it('misses a target with a fourth attempt, or with a read that is not served', () => {
    expect(verdictsOf(outageSection([result({ attempts: 4 }), cold]))).toEqual([false, true]);
    expect(verdictsOf(outageSection([result({ served: 9, failed: 1 }), cold]))).toEqual([false, true]);
  });

  it('misses a target with a read that is pending or late', () => {
    expect(verdictsOf(outageSection([result({}), { ...cold, pending: 1 }]))).toEqual([true, false]);
    expect(verdictsOf(outageSection([result({}), { ...cold, milliseconds: 2_400 }]))).toEqual([true, false]);
  });
});
