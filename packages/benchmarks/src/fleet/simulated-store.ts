import { QUOTAS, type Scenario } from './scenario.js';
import { tokenBucket } from './token-bucket.js';
import type { VirtualClock } from './virtual-clock.js';

/** GetSecretValue and DescribeSecret share a quota; BatchGetSecretValue has its own. */
export type CallKind = 'single' | 'batch';

/** One HTTP request's end: the values of the secrets asked for, or AWS's error code. */
export type Attempt =
  | { readonly values: readonly string[] }
  | { readonly error: 'ThrottlingException' | 'InternalServiceError' };

export interface SimulatedStore {
  /** One HTTP request, no retries. */
  readonly attempt: (kind: CallKind, names: readonly string[]) => Promise<Attempt>;
  /** How long ago a value was replaced; 0 when it is the current one. Undefined for what was never a value of that secret. */
  readonly age: (name: string, value: string) => number | undefined;
  /** Requests that arrived in each second. */
  readonly arrivals: Readonly<Record<CallKind, Uint32Array>>;
  readonly throttled: () => number;
}

/** Secrets Manager in one region as a fleet meets it: latency, quotas, an outage, rotations. */
export function simulatedStore(scenario: Scenario, clock: VirtualClock, random: () => number): SimulatedStore {
  const { now } = clock;
  const seconds = Math.ceil(scenario.end / 1000);
  const arrivals = { single: new Uint32Array(seconds), batch: new Uint32Array(seconds) };
  const left = () => {
    const { from, to, share } = scenario.throttled;
    return now() >= from && now() < to ? 1 - share : 1;
  };
  const takes = {
    single: tokenBucket(now, () => QUOTAS.single * left()),
    batch: tokenBucket(now, () => QUOTAS.batch * left()),
  };
  const version = () => scenario.rotations.filter((at) => at <= now()).length;
  const currentValue = (name: string) => `${name} ${version()}`;
  let throttled = 0;

  const answer = (kind: CallKind, names: readonly string[]): Attempt => {
    const [from, to] = scenario.outage;
    if (now() >= from && now() < to) return { error: 'InternalServiceError' };
    if (takes[kind]()) return { values: names.map(currentValue) };
    throttled++;
    return { error: 'ThrottlingException' };
  };

  return {
    attempt: (kind, names) => {
      const counts = arrivals[kind];
      const second = Math.floor(now() / 1000);
      counts[second] = (counts[second] ?? 0) + 1;
      const ended = answer(kind, names);
      // Milliseconds: a warm connection; a batch reads from several partitions.
      const latency = 'error' in ended ? 5 : (kind === 'batch' ? 15 : 8) + 20 * random();
      return new Promise((resolve) => clock.after(latency, () => resolve(ended)));
    },
    age: (name, value) => {
      const read = value.startsWith(`${name} `) ? Number(value.slice(name.length + 1)) : Number.NaN;
      if (!(read >= 0 && read <= scenario.rotations.length)) return undefined;
      return read >= version() ? 0 : now() - (scenario.rotations[read] ?? now());
    },
    arrivals,
    throttled: () => throttled,
  };
}
