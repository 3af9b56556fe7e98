import { markdownTable, markdownTables } from '../report/tables.js';
import { type CliCost, tableOf, verdictsOf } from './cli-cost.js';

const HEADING = '## The command line';

/** docs/benchmarks.md with this section in place of the one that it has, or at its end. */
export function withCliSection(page: string, cost: CliCost, where: string): string {
  const section = sectionOf(cost, where);
  const start = page.indexOf(`${HEADING}\n`);
  if (start < 0) return `${page.trimEnd()}\n\n${section}`;
  const next = page.indexOf('\n## ', start);
  return `${page.slice(0, start)}${section}${next < 0 ? '' : page.slice(next)}`;
}

function sectionOf(cost: CliCost, where: string): string {
  const rows = verdictsOf(cost).map(({ what, target, measured, isMet }) => [
    what,
    target,
    measured,
    isMet ? 'met' : '**missed**',
  ]);
  return `${HEADING}

${where} \`npm run bench:cli -- --write-docs\` writes this section.

${markdownTable({ columns: ['What', 'Target', 'Measured', 'Verdict'], rows })}

${markdownTables([tableOf(cost)])}

- The commands have their turns in one run, in another order each round. Neither goes through \`npx\`, which takes the same time for both.
- \`list\` describes 200 secrets in AWS Secrets Manager, and looks at the sandbox in Parameter Store. The local AWS is in another process, behind a
  loopback that keeps everything back for 50 ms each way, and each new connection for two round trips, as TCP and TLS need. No distance is the
  same without that: what the processor needs.
`;
}
