import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { runProgram } from '../programs/run-program.js';
import { textTable } from '../report/text-table.js';
import { copyDemo, STAND_INS, withStandIns } from './demo-copy.js';
import { synthesizeDemo } from './demo-synthesis.js';
import { GRANT_WAYS, isGrantWay } from './grant-ways.js';
import { inRounds } from './in-rounds.js';
import type { StackTime } from './plain-stack.js';
import { mediansOf, type SynthesisCost, tablesOf, verdictsOf } from './synthesis-cost.js';

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
const progress = (text: string) => void process.stderr.write(`${text}\n`);
const load = loadavg()[0] ?? 0;

progress(`a plain stack, ${rounds} rounds`);
const stacks = await inRounds(
  Object.keys(GRANT_WAYS).filter(isGrantWay),
  rounds,
  (way) => runProgram<StackTime>('../synthesis/plain-stack', [way, grants, Number(values['per-function'])]),
  Math.random,
);
progress(`the demo, ${rounds} rounds`);
const folders = {
  withKit: copyDemo((source) => source),
  byHand: copyDemo((source) => withStandIns(source, STAND_INS.byHand)),
  withoutKit: copyDemo((source) => withStandIns(source, STAND_INS.withoutKit)),
};
try {
  const demo = await inRounds(
    ['withKit', 'byHand', 'withoutKit'] as const,
    rounds,
    (variant) => synthesizeDemo(folders[variant]),
    Math.random,
  );
  const stackTime = (way: keyof SynthesisCost['stacks']) => mediansOf(stacks.get(way) ?? []);
  const demoTime = (variant: keyof SynthesisCost['demo']) => mediansOf(demo.get(variant) ?? []);
  const cost: SynthesisCost = {
    grants,
    stacks: {
      nothing: stackTime('nothing'),
      'grantSecretRead of this kit': stackTime('grantSecretRead of this kit'),
      'grantRead of CDK': stackTime('grantRead of CDK'),
      'a hand-written statement each': stackTime('a hand-written statement each'),
    },
    demo: { withKit: demoTime('withKit'), byHand: demoTime('byHand'), withoutKit: demoTime('withoutKit') },
  };
  const verdicts = verdictsOf(cost);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ node: process.versions.node, load, rounds, verdicts, cost })}\n`);
  } else {
    const rows = verdicts.map(({ what, target, measured, isMet }) => [
      what,
      target,
      measured,
      isMet ? 'met' : 'MISSED',
    ]);
    const targets = {
      title: `Targets (load ${load.toFixed(1)} at the start)`,
      columns: ['what', 'target', 'measured', ''],
      rows,
    };
    for (const table of [targets, ...tablesOf(cost)]) process.stdout.write(`\n${table.title}\n${textTable(table)}\n`);
  }
} finally {
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true });
}
