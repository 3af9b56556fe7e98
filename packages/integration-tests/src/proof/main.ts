import { parseArgs } from 'node:util';
import { painter } from '../demo/report.js';
import { KIT } from './kit.js';
import { type Proof, prove } from './prove.js';
import { showBroken } from './show-broken.js';
import { shrink } from './shrink.js';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000) % 1_000_000_000) },
    json: { type: 'boolean', default: false },
  },
});
const [pairs, seed] = [Number(values.pairs), Number(values.seed)];
if (!(Number.isSafeInteger(pairs) && pairs > 0 && Number.isSafeInteger(seed) && seed >= 0)) {
  console.error('--pairs and --seed are whole numbers. Write, for example: npm run prove -- --pairs 1000000 --seed 1');
  process.exit(2);
}

const paint = painter(process.stdout);
const start = performance.now();
const secondsSince = () => (performance.now() - start) / 1000;
let reportedAt = 0;

/** At most one line in two seconds. */
function progress(proof: Proof): void {
  if (secondsSince() < reportedAt + 2) return;
  reportedAt = secondsSince();
  const rate = Math.round(proof.pairs / reportedAt);
  console.error(
    painter(process.stderr)(
      'dim',
      `${percent(proof.pairs, pairs)}: ${proof.projects} projects, ${number(proof.pairs)} pairs, ${number(rate)} a second`,
    ),
  );
}

const proof = prove(KIT, { seed, pairs, progress });
const { projects, allowed, met } = proof;
const broken = proof.broken && shrink(KIT, proof.broken);
const seconds = Math.round(secondsSince() * 10) / 10;
if (values.json) {
  const counts = { pairs: proof.pairs, allowed, denied: proof.pairs - allowed, projects };
  console.log(
    JSON.stringify(
      { proved: broken === undefined, seed, ...counts, seconds, met, ...(broken && { broken: showBroken(broken) }) },
      null,
      2,
    ),
  );
} else if (broken === undefined) {
  console.log(
    `${paint('green', '✓')} ${number(proof.pairs)} requests against the synthesised policies of ${number(projects)} generated projects: each answered as declared.`,
  );
  console.log(
    `  ${number(allowed)} allowed (${percent(allowed, proof.pairs)}), ${number(proof.pairs - allowed)} denied, none unknown. Seed ${seed}, ${seconds} s.`,
  );
} else {
  console.log(
    `${paint('red', '✗')} After ${number(proof.pairs)} requests (seed ${seed}, ${seconds} s):\n\n${showBroken(broken)}`,
  );
}
process.exitCode = broken === undefined ? 0 : 1;

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)}%`;
}
