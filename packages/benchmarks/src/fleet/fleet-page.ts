import { markdownTables } from '../report/tables.js';
import { type FleetRow, fleetTables } from './fleet-summary.js';
import type { Scenario } from './scenario.js';

/** docs/benchmarks/fleet.md. `where`: date, machine, versions. */
export function fleetPage(rows: readonly FleetRow[], scenario: Scenario, where: string): string {
  const minutes = (milliseconds: number) => milliseconds / 60_000;
  const [outageFrom, outageTo] = scenario.outage.map(minutes);
  const { throttled, deployment, containers, burst } = scenario;
  const idle = scenario.idle.map((milliseconds) => milliseconds / 1000).join(' to ');
  return `# Fleet

What ${containers.toLocaleString('en-US')} containers do to Secrets Manager, and Secrets Manager to them. \`npm run bench:fleet\` prints these tables;
\`--json\` prints JSON; \`--write-docs\` writes this page.

The clock is virtual and the store is simulated. Our client is the real one, with the built-in transport's own retries. The peers are
represented by their policies, in a few lines each (\`packages/benchmarks/src/fleet/peer-policies.ts\`), over the AWS SDK's standard retry strategy. Every
policy runs through the same ${minutes(scenario.end)} minutes, seed ${scenario.seed}:

- ${containers.toLocaleString('en-US')} containers start within ${burst / 1000} s. Each reads its own 1 to 10 of ${scenario.secrets} secrets at every invocation; a container is idle for ${idle} s on average between them.
- Every secret is rotated at minute ${scenario.rotations.map(minutes).join(' and ')}.
- From minute ${outageFrom} to ${outageTo} the store answers 500 to everything.
- From minute ${minutes(throttled.from)} to ${minutes(throttled.to)} others use up ${throttled.share * 100} % of the region's quotas, and at minute ${minutes(deployment.at)} a deployment replaces ${deployment.containers.toLocaleString('en-US')} containers.
- Quotas: 10,000 single reads and 100 batches per second.

${where}

![Calls per second of the fleet, by policy](fleet.svg)

${markdownTables(fleetTables(rows, scenario))}

- A stale read returns a value that had already been replaced; "stalest" is the longest time since then. A client that serves cached values
  during the outage serves what was rotated at minute ${minutes(scenario.rotations[1] ?? 0)}; the others fail instead.
- Our peak is many times our mean because the mean is low. After the mass start it decays with each time to live, since each container's
  is shortened at random, and reads continue while a value is refreshed.
- A throttled batch is repeated as single reads at once. The quota for batches is a hundred times smaller, so single reads peak no higher
  than without batches, and no more functions fail.
- A container runs one invocation at a time, so the effect of coalescing on concurrent reads of one secret does not show here.
`;
}
