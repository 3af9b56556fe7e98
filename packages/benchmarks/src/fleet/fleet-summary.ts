import type { Table } from '../section.js';
import type { Scenario } from './scenario.js';
import type { FleetRun } from './simulate.js';
import type { CallKind } from './simulated-store.js';

/** A policy and what became of its fleet. */
export interface FleetRow {
  readonly id: string;
  readonly title: string;
  readonly run: FleetRun;
}

/** Calls per second: of both kinds together, and the highest second of a phase for each kind, whose quota is its own. */
export interface CallRates {
  readonly mean: number;
  readonly peakToMean: number;
  /** The mass start, and each time to live after it. */
  readonly start: Peaks;
  readonly echoes: readonly Peaks[];
  readonly recovery: Peaks;
  readonly deployment: Peaks;
}

export type Peaks = Readonly<Record<CallKind, number>>;

const TTL_SECONDS = 300;

export function callRates({ arrivals }: FleetRun, scenario: Scenario): CallRates {
  const { deployment, throttled } = scenario;
  const [outage, recovery] = [scenario.outage[0] / 1000, scenario.outage[1] / 1000];
  const highest = (kind: CallKind, from: number, to: number) => Math.max(...arrivals[kind].slice(from, to));
  const peaks = (from: number, to: number): Peaks => ({
    single: highest('single', from, to),
    batch: highest('batch', from, to),
  });
  const total = arrivals.single.map((calls, second) => calls + (arrivals.batch[second] ?? 0));
  const mean = total.reduce((sum, calls) => sum + calls, 0) / total.length;
  const half = TTL_SECONDS / 2;
  const echoes: Peaks[] = [];
  for (let at = half; at + TTL_SECONDS <= outage; at += TTL_SECONDS) echoes.push(peaks(at, at + TTL_SECONDS));
  return {
    mean,
    peakToMean: Math.max(...total) / mean,
    start: peaks(0, half),
    echoes,
    recovery: peaks(recovery, throttled.from / 1000),
    deployment: peaks(deployment.at / 1000, throttled.to / 1000),
  };
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function fleetTables(rows: readonly FleetRow[], scenario: Scenario): readonly Table[] {
  return [callTable(rows, scenario), readTable(rows)];
}

function callTable(rows: readonly FleetRow[], scenario: Scenario): Table {
  const count = (value: number) => Math.round(value).toLocaleString('en-US');
  const text = ({ single, batch }: Peaks) => (batch === 0 ? count(single) : `${count(single)} + ${count(batch)}`);
  return {
    title:
      'Calls per second that reach the store: the mean; the highest second of all against it; the highest second of each phase, of single reads + of batches',
    columns: ['', 'mean', 'peak/mean', 'start', '1st TTL', '2nd', '3rd', 'recovery', 'deployment', 'throttled calls'],
    rows: rows.map(({ title, run }) => {
      const { mean, peakToMean, start, echoes, recovery, deployment } = callRates(run, scenario);
      const phases = [start, ...echoes.slice(0, 3), recovery, deployment].map(text);
      return [title, count(mean), `${peakToMean.toFixed(1)}×`, ...phases, count(run.throttled)];
    }),
  };
}

function readTable(rows: readonly FleetRow[]): Table {
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
  const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000).toLocaleString('en-US')} s`;
  return {
    title: 'What the functions got',
    columns: [
      '',
      'invocations failed',
      'warm ones failed',
      'wrong values',
      'stale reads',
      'stalest',
      'stale by (mean)',
      'cold start p50',
      'p99',
    ],
    rows: rows.map(({ title, run }) => [
      title,
      percent(run.failed, run.invocations),
      run.failedWarm.toLocaleString('en-US'),
      `${run.wrong}`,
      percent(run.stale, run.reads),
      seconds(run.stalest),
      seconds(run.staleSum / Math.max(1, run.stale)),
      `${quantile(run.coldStarts, 0.5)} ms`,
      `${quantile(run.coldStarts, 0.99)} ms`,
    ]),
  };
}
