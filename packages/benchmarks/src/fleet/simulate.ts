import type { Policy, Reader } from './policy.js';
import type { Scenario } from './scenario.js';
import { seededRandom } from './seeded-random.js';
import { type CallKind, simulatedStore } from './simulated-store.js';
import { virtualClock, withVirtualTimers } from './virtual-clock.js';

/** What became of a fleet's reads within one hour. */
export interface FleetRun {
  readonly invocations: number;
  /** Invocations that did not get all of their secrets. */
  readonly failed: number;
  /** Of those, how many had read the same secrets before. */
  readonly failedWarm: number;
  readonly reads: number;
  /** Reads that got another secret's value, or none that ever was one. */
  readonly wrong: number;
  /** Reads of a value that had been replaced already. */
  readonly stale: number;
  /** Milliseconds since the value read had been replaced: the longest, and the sum. */
  readonly stalest: number;
  readonly staleSum: number;
  /** Milliseconds that the reads of a new container's first invocation took, sorted. */
  readonly coldStarts: readonly number[];
  readonly throttled: number;
  /** Requests that reached the store in each second. */
  readonly arrivals: Readonly<Record<CallKind, readonly number[]>>;
}

/** Runs a fleet whose containers all read by one policy. The same scenario brings every policy the same invocations. */
export async function simulate(policy: Policy, scenario: Scenario): Promise<FleetRun> {
  const clock = virtualClock(scenario.end);
  const store = simulatedStore(scenario, clock, seededRandom(scenario.seed));
  const tally = { invocations: 0, failed: 0, failedWarm: 0, reads: 0, wrong: 0, stale: 0, stalest: 0, staleSum: 0 };
  const coldStarts: number[] = [];

  const count = (name: string, value: string | undefined) => {
    const age = value === undefined ? undefined : store.age(name, value);
    tally.reads++;
    if (age === undefined) tally.wrong++;
    else if (age > 0) {
      tally.stale++;
      tally.staleSum += age;
      tally.stalest = Math.max(tally.stalest, age);
    }
  };

  const container = (id: number, retiresAt: number) => {
    const random = seededRandom(scenario.seed * 1_000_003 + id);
    const names = namesOf(scenario, random);
    const idle = logarithmic(scenario.idle, random);
    const reader: Reader = policy.open({ store, clock, random: seededRandom(scenario.seed * 2_000_003 + id) });
    let isWarm = false;
    // One invocation at a time, as AWS Lambda gives them to a container.
    const invoke = () => {
      const begun = clock.now();
      if (begun >= retiresAt) return;
      tally.invocations++;
      const next = () => clock.after(-Math.log(1 - random()) * idle, invoke);
      reader.read(names).then(
        (values) => {
          if (!isWarm) coldStarts.push(clock.now() - begun);
          isWarm = true;
          for (let index = 0; index < names.length; index++) count(names[index] ?? '', values[index]);
          next();
        },
        () => {
          tally.failed++;
          if (isWarm) tally.failedWarm++;
          next();
        },
      );
    };
    return invoke;
  };

  const { containers, burst, deployment } = scenario;
  for (let id = 0; id < containers + deployment.containers; id++) {
    const isNew = id >= containers;
    const retiresAt = id < deployment.containers ? deployment.at : Number.POSITIVE_INFINITY;
    const start = seededRandom(scenario.seed * 3_000_003 + id)() * burst;
    clock.after((isNew ? deployment.at : 0) + start, container(id, retiresAt));
  }
  await withVirtualTimers(clock, clock.run);
  return {
    ...tally,
    coldStarts: coldStarts.sort((a, b) => a - b),
    throttled: store.throttled(),
    arrivals: { single: [...store.arrivals.single], batch: [...store.arrivals.batch] },
  };
}

function namesOf({ secrets }: Scenario, random: () => number): string[] {
  const names = new Set<string>();
  const count = 1 + Math.floor(random() * 10);
  while (names.size < count) names.add(`fleet/prod/s${Math.floor(random() * secrets)}`);
  return [...names];
}

function logarithmic([least, most]: readonly [number, number], random: () => number): number {
  return least * (most / least) ** random();
}
