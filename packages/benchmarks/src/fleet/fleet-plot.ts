import { callRates, type FleetRow } from './fleet-summary.js';
import { QUOTAS, type Scenario } from './scenario.js';
import type { CallKind } from './simulated-store.js';

const PANEL = { width: 340, height: 130, left: 44, top: 26, gap: 18 };
const COLUMNS = 2;
const HEADER = 42;
const BIN_SECONDS = 10;
// Calls per second, on a logarithmic scale.
const MOST = 20_000;

/** Calls per second over time, one panel for each policy, as an SVG that follows the reader's light or dark scheme. */
export function fleetPlot(rows: readonly FleetRow[], scenario: Scenario): string {
  const cell = { width: PANEL.left + PANEL.width + PANEL.gap, height: PANEL.top + PANEL.height + 30 };
  const size = { width: COLUMNS * cell.width, height: Math.ceil(rows.length / COLUMNS) * cell.height + HEADER };
  const panels = rows.map((row, index) => {
    const x = (index % COLUMNS) * cell.width + PANEL.left;
    const y = Math.floor(index / COLUMNS) * cell.height + PANEL.top + HEADER;
    return `<g transform="translate(${x} ${y})">\n${panel(row, scenario)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="Calls per second of a fleet, by policy">
<style>
text { font: 11px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #59636e; }
.title { font-size: 13px; font-weight: 600; fill: #1f2328; }
.frame { fill: none; stroke: #d1d9e0; }
.phase { fill: #818b981f; }
.quota { stroke: #cf222e; stroke-dasharray: 4 3; }
.single { fill: none; stroke: #0969da; stroke-width: 1.3; }
.batch { fill: none; stroke: #bc4c00; stroke-width: 1.3; }
@media (prefers-color-scheme: dark) {
text { fill: #9198a1; }
.title { fill: #f0f6fc; }
.frame { stroke: #3d444d; }
.quota { stroke: #f85149; }
.single { stroke: #4493f8; }
.batch { stroke: #f0883e; }
}
</style>
<text x="${PANEL.left}" y="16">Highest calls per second in each ${BIN_SECONDS} s. Blue: single reads; orange: batches; red: the quota for single reads.</text>
<text x="${PANEL.left}" y="31">Grey: the outage, then the throttled region. Peak: highest second over the mean.</text>
${panels.join('\n')}
</svg>
`;
}

function panel({ title, run }: FleetRow, scenario: Scenario): string {
  const { width, height } = PANEL;
  const x = (at: number) => round((at / scenario.end) * width);
  const phase = (from: number, to: number) =>
    `<rect class="phase" x="${x(from)}" y="0" width="${round(x(to) - x(from))}" height="${height}"/>`;
  const marks = [1, 10, 100, 1_000, 10_000].map(
    (calls) => `<text x="-6" y="${yOf(calls) + 4}" text-anchor="end">${calls.toLocaleString('en-US')}</text>`,
  );
  const minutes = [0, 10, 20, 30, 40].map(
    (minute) => `<text x="${x(minute * 60_000)}" y="${height + 14}" text-anchor="middle">${minute} min</text>`,
  );
  const quota = `<line class="quota" x1="0" x2="${width}" y1="${yOf(QUOTAS.single)}" y2="${yOf(QUOTAS.single)}"/>`;
  const { peakToMean } = callRates(run, scenario);
  return [
    `<text class="title" x="0" y="-8">${title}</text>`,
    `<text x="${width}" y="-8" text-anchor="end">peak ${peakToMean.toFixed(0)}×</text>`,
    phase(...scenario.outage),
    phase(scenario.throttled.from, scenario.throttled.to),
    `<rect class="frame" x="0" y="0" width="${width}" height="${height}"/>`,
    quota,
    ...(['single', 'batch'] as const).map((kind) => line(kind, run.arrivals[kind], x)),
    ...marks,
    ...minutes,
  ].join('\n');
}

function line(kind: CallKind, arrivals: readonly number[], x: (at: number) => number): string {
  if (arrivals.every((calls) => calls === 0)) return '';
  const points: string[] = [];
  for (let second = 0; second < arrivals.length; second += BIN_SECONDS) {
    const calls = Math.max(...arrivals.slice(second, second + BIN_SECONDS));
    points.push(`${x(second * 1000)},${yOf(calls)}`);
  }
  return `<polyline class="${kind}" points="${points.join(' ')}"/>`;
}

function yOf(calls: number): number {
  const share = Math.log10(Math.max(1, calls)) / Math.log10(MOST);
  return round(PANEL.height * (1 - share));
}

const round = (value: number) => Math.round(value * 10) / 10;
