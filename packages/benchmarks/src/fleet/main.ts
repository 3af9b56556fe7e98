import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { textTable } from '../report/text-table.js';
import { fleetPage } from './fleet-page.js';
import { fleetPlot } from './fleet-plot.js';
import { callRates, callTable, type FleetRow, quantile, readTable } from './fleet-summary.js';
import { POLICIES, runPolicy } from './run-policy.js';
import { FLEET } from './scenario.js';

const DOCS = new URL('../../../../docs/benchmarks/', import.meta.url);

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, 'write-docs': { type: 'boolean', default: false } },
});
const begun = performance.now();
const progress = (text: string) =>
  process.stderr.write(`${((performance.now() - begun) / 1_000).toFixed(0).padStart(4)} s  ${text}\n`);

const rows = await inTurns();
if (values.json) process.stdout.write(`${JSON.stringify({ scenario: FLEET, policies: rows.map(measured) })}\n`);
else {
  for (const table of [callTable(rows, FLEET), readTable(rows)]) {
    process.stdout.write(`\n${table.title}\n${textTable(table)}\n`);
  }
}
if (values['write-docs']) {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  const where = `Simulated on ${new Date().toISOString().slice(0, 10)} with Node.js ${process.versions.node} (${cpus().length} × ${model}); the machine has no part in the numbers.`;
  mkdirSync(DOCS, { recursive: true });
  writeFileSync(new URL('fleet.md', DOCS), fleetPage(rows, FLEET, where));
  writeFileSync(new URL('fleet.svg', DOCS), fleetPlot(rows, FLEET));
}

/** All policies, two at a time, in their own order. */
async function inTurns(): Promise<FleetRow[]> {
  const waiting = POLICIES.map((policy, index) => ({ policy, index }));
  const done: FleetRow[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { id, title, isOurs } = next.policy;
      done[next.index] = { id, title, isOurs, run: await runPolicy(next.policy) };
      progress(title);
    }
  };
  await Promise.all([work(), work()]);
  return done;
}

function measured({ id, title, run }: FleetRow) {
  const { arrivals, coldStarts, ...counts } = run;
  const coldStart = { p50: quantile(coldStarts, 0.5), p99: quantile(coldStarts, 0.99) };
  return {
    id,
    title,
    ...counts,
    coldStart,
    rates: callRates(run, FLEET),
    callsPerSecond: { single: [...arrivals.single], batch: [...arrivals.batch] },
  };
}
