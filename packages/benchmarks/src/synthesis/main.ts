import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { inRounds } from '../in-rounds.js';
import { medians } from '../median.js';
import { runProgram } from '../programs/run-program.js';
import { progressFromNow, publish } from '../report/publish.js';
import { textTables } from '../report/tables.js';
import { targetTable } from '../report/terminal-report.js';
import { copyDemo, REPLACEMENTS, withReplacement } from './demo-copy.js';
import { synthesizeDemo } from './demo-synthesis.js';
import { GRANT_WAYS, isGrantWay } from './grant-ways.js';
import type { StackTime } from './plain-stack.js';
import { type SynthesisCost, tablesOf, verdictsOf } from './synthesis-cost.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    grants: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '11' },
    'per-function': { type: 'string', default: '100' },
  },
});
const grants = Number(values.grants);
const rounds = values.quick ? 1 : Number(values.rounds);
const progress = progressFromNow();
const load = loadavg()[0] ?? 0;
const inTheseRounds = { rounds, random: Math.random };

progress(`a plain stack, ${rounds} rounds`);
const stacks = await inRounds(Object.keys(GRANT_WAYS).filter(isGrantWay), inTheseRounds, (way) =>
  runProgram<StackTime>('synthesis/plain-stack', [way, grants, Number(values['per-function'])]),
);
progress(`the demo, ${rounds} rounds`);
const folders = {
  withKit: copyDemo((source) => source),
  byHand: copyDemo((source) => withReplacement(source, REPLACEMENTS.byHand)),
  withoutKit: copyDemo((source) => withReplacement(source, REPLACEMENTS.withoutKit)),
};
try {
  const demo = await inRounds(['withKit', 'byHand', 'withoutKit'] as const, inTheseRounds, (variant) =>
    synthesizeDemo(folders[variant]),
  );
  const cost = { grants, stacks: mediansIn(stacks), demo: mediansIn(demo) } satisfies SynthesisCost;
  const verdicts = verdictsOf(cost);
  const targets = targetTable(verdicts, `Targets (load ${load.toFixed(1)} at the start)`);
  publish(
    {
      json: { node: process.versions.node, load, rounds, verdicts, cost },
      text: textTables([targets, ...tablesOf(cost)]),
      docs: {},
    },
    { json: values.json, 'write-docs': false },
  );
} finally {
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true });
}

function mediansIn<Subject extends string>(
  measured: ReadonlyMap<Subject, readonly StackTime[]>,
): Readonly<Record<Subject, StackTime>> {
  // Every subject was measured.
  return Object.fromEntries([...measured].map(([subject, times]) => [subject, medians(times)])) as Record<
    Subject,
    StackTime
  >;
}
