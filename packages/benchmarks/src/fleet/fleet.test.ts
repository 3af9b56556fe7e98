import { beforeAll, describe, expect, it } from 'vitest';
import { callRates } from './fleet-summary.js';
import { POLICIES } from './policies.js';
import { FLEET } from './scenario.js';
import { type FleetRun, simulate } from './simulate.js';

/** A small fleet that starts within a second, so that its batches meet their quota. */
const SMALL = { ...FLEET, containers: 300, burst: 1_000, deployment: { ...FLEET.deployment, containers: 90 } };

const runs = new Map<string, FleetRun>();
beforeAll(async () => {
  // One after another: each takes the timers of this process.
  for (const policy of POLICIES) runs.set(policy.id, await simulate(policy, SMALL));
});

const runOf = (id: string): FleetRun => {
  const run = runs.get(id);
  if (run === undefined) throw new Error(`${id} was not simulated.`);
  return run;
};

describe('a fleet that reads with amplify-secrets', () => {
  it('never gets a wrong value', () => {
    expect([runOf('ours').wrong, runOf('ours-single').wrong]).toEqual([0, 0]);
  });

  it('fails in an outage only in containers that have nothing cached', () => {
    expect([runOf('ours').failedWarm, runOf('ours-single').failedWarm]).toEqual([0, 0]);
    expect(runOf('ttl-300').failedWarm).toBeGreaterThan(0);
  });

  it('starts with a peak that decays from one time to live to the next', () => {
    const { start, echoes } = callRates(runOf('ours'), SMALL);
    const peaks = [start, ...echoes].map(({ single, batch }) => single + batch);
    expect(echoes[0]?.batch).toBeGreaterThan(0);
    expect(peaks[1]).toBeLessThan((peaks[0] ?? 0) / 4);
    expect(peaks[3]).toBeLessThan(peaks[1] ?? 0);
  });

  it('fails no more often with the batch, whose quota is smaller, than with single reads alone', () => {
    const [batch, single] = [runOf('ours'), runOf('ours-single')];
    const [rates, singleRates] = [callRates(batch, SMALL), callRates(single, SMALL)];
    // The batch's quota was met: without that, this would say nothing.
    expect(rates.start.batch).toBeGreaterThan(100);
    expect(batch.throttled).toBeGreaterThan(0);
    expect(rates.start.single).toBeLessThanOrEqual(singleRates.start.single);
    expect(rates.mean).toBeLessThan(singleRates.mean);
    expect(batch.failed).toBeLessThanOrEqual(single.failed);
  });

  it('gives the same result at every run', async () => {
    const policy = POLICIES.find(({ id }) => id === 'ours');
    if (policy === undefined) throw new Error('There is no policy.');
    const again = await simulate(policy, SMALL);
    expect(again).toEqual(runOf('ours'));
  });
});
