import { parseArgs } from 'node:util';
import { inTurns } from '../in-turns.js';
import { runProgram } from '../programs/run-program.js';
import { OUTPUT_OPTIONS, progressFromNow, publish } from '../report/publish.js';
import { processors } from '../report/surroundings.js';
import { textTables } from '../report/tables.js';
import { fleetPage } from './fleet-page.js';
import { fleetPlot } from './fleet-plot.js';
import { callRates, fleetTables } from './fleet-summary.js';
import { POLICIES } from './policies.js';
import { FLEET } from './scenario.js';
import type { FleetRun } from './simulate.js';

const { values } = parseArgs({ options: OUTPUT_OPTIONS });
const progress = progressFromNow();
const rows = await inTurns(
  2,
  POLICIES.map(({ id, title }) => async () => {
    const run = await runProgram<FleetRun>('fleet/policy-process', [id], { limit: 3_600_000 });
    progress(title);
    return { id, title, run };
  }),
);
const where = `Simulated on ${new Date().toISOString().slice(0, 10)} with Node.js ${process.versions.node} (${processors()}); the machine has no part in the numbers.`;
publish(
  {
    json: {
      scenario: FLEET,
      policies: rows.map(({ id, title, run }) => ({ id, title, ...run, rates: callRates(run, FLEET) })),
    },
    text: textTables(fleetTables(rows, FLEET)),
    docs: { 'benchmarks/fleet.md': fleetPage(rows, FLEET, where), 'benchmarks/fleet.svg': fleetPlot(rows, FLEET) },
  },
  values,
);
