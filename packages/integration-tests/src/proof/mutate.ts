import { parseArgs } from 'node:util';
import { painter } from '../demo/report.js';
import { isNoticed, proveMutant, type Verdict } from './mutant.js';
import { MUTATIONS } from './mutations.js';
import { reasonOf } from './prove.js';

/** Breaks each rule of the grant code in a copy, and proves the copy: a mutation that is not noticed is a hole in the proof. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    pairs: { type: 'string', default: '400000' },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  },
});
const unknown = values.only?.filter((name) => !MUTATIONS.some((mutation) => mutation.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `No mutation is called ${unknown.join(', ')}. Write one of: ${MUTATIONS.map(({ name }) => name).join('; ')}`,
  );
  process.exit(2);
}

const paint = painter(process.stdout);
const start = performance.now();
const chosen = MUTATIONS.filter(({ name }) => values.only === undefined || values.only.includes(name));
const verdicts: Verdict[] = [];
for (const mutation of chosen) {
  const verdict = await proveMutant(mutation, { seed: Number(values.seed), pairs: Number(values.pairs) });
  verdicts.push(verdict);
  if (!values.json) console.log(lineOf(verdict));
}
const missed = verdicts.filter((verdict) => !isNoticed(verdict));
const seconds = Math.round((performance.now() - start) / 100) / 10;
if (values.json) {
  const mutants = verdicts.map(({ mutation, by, projects, pairs }) => ({ name: mutation.name, by, projects, pairs }));
  console.log(
    JSON.stringify({ noticed: verdicts.length - missed.length, missed: missed.length, seconds, mutants }, null, 2),
  );
} else {
  console.log(`\n${verdicts.length - missed.length} noticed, ${missed.length} not (${seconds} s)`);
}
if (missed.length > 0) process.exitCode = 1;

function lineOf(verdict: Verdict): string {
  const { mutation, by, projects, pairs, broken } = verdict;
  const head = `${isNoticed(verdict) ? paint('green', '✓') : paint('red', '✗')} ${mutation.name}`;
  switch (by) {
    case 'missing':
      return `${head}: not exactly once in ${mutation.file}: ${mutation.find}`;
    case 'survived':
      return `${head}: survived ${projects} projects, ${pairs} pairs`;
    case 'answer':
      return `${head} ${paint('dim', `(pair ${pairs}, project ${projects}: ${broken?.pair?.request.action} ${broken?.pair?.decision.effect})`)}`;
    default:
      return `${head} ${paint('dim', `(project ${projects}: ${reasonOf(broken?.error).split('\n')[0]})`)}`;
  }
}
