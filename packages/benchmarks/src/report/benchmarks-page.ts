import type { Section, Verdict } from '../section.js';
import type { Surroundings } from './surroundings.js';
import { markdownTable, markdownTables } from './tables.js';

/** Everything from this heading on is written by others, and kept. */
const FLEET_HEADING = '## Fleet';
const FLEET_LINK =
  '[What ten thousand containers do to the store](benchmarks/fleet.md), simulated: `npm run bench:fleet`.\n\n' +
  '[What twenty-one kinds of fault do to each peer](benchmarks/faults.md): `npm run bench:faults`.';

/** docs/benchmarks.md, with what follows the fleet's heading as it was. */
export function benchmarksPage(sections: readonly Section[], surroundings: Surroundings, previous = ''): string {
  const verdicts = sections.flatMap((section) => section.verdicts);
  const met = verdicts.filter(({ isMet }) => isMet).length;
  const start = previous.indexOf(`${FLEET_HEADING}\n`);
  const fleet = start < 0 ? `${FLEET_HEADING}\n\n${FLEET_LINK}\n` : previous.slice(start);
  return `# Benchmarks

\`@amplify-secrets/runtime\` compared with other ways to read a secret from JavaScript, all measured in one run.

\`\`\`bash
npm run bench                   # about five minutes; tables
npm run bench -- --quick        # a quick run; its numbers are not reliable
npm run bench -- --json         # as JSON
npm run bench -- --only hits    # one part: ${sections.map(({ id }) => id).join(', ')}
npm run bench -- --write-docs   # writes this page and its plots
\`\`\`

The last of these writes this page. The ratios hold from machine to machine; the absolute numbers do not. The store is the one of
\`@amplify-secrets/local\`, on loopback, in another process wherever anything is timed. Every number is the median of several processes, with
the peers in a different order in each round.

${paragraphOf(surroundings)}

## Targets

${met} of ${verdicts.length} are met.

${markdownTable({ columns: ['What', 'Target', 'Measured', 'Verdict'], rows: verdicts.map(verdictRow) })}

${sections.map(sectionText).join('\n')}
## What is not comparable

- The plain SDK has no cache, so its hit is a call to the store. It is included because it is what most code does.
- middy reads before the handler, not on demand; its hit is a complete invocation through its middleware.
- Powertools and the hand-written map do not protect values and have no versions, no backoff and no deadline: less work, and less memory.
- \`@aws-blocks/hosting\` is made for server code behind its own hosting construct. By default it caches for the life of the process;
  here it has the same time to live as the others.
- lru-cache is a cache, not a reader of secrets. It stands for what a careful team would build with it and the SDK.

${fleet}`;
}

function paragraphOf({ date, machine, load, versions }: Surroundings): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `Measured on ${date}: ${machine}; load average ${load} at the start. ${list.join('; ')}.`;
}

function verdictRow({ what, target, measured, isMet }: Verdict): readonly string[] {
  return [what, target, measured, isMet ? 'met' : '**missed**'];
}

function sectionText({ title, tables, notes, plots }: Section): string {
  const parts = [
    `## ${title}`,
    ...plots.map((plot) => `![${plot.title}](benchmarks/${plot.file}.svg)`),
    markdownTables(tables),
    notes.map((note) => `- ${note}`).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}
