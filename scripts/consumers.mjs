// `npm run consumers [-- --name <row> …]`: a project for each row of the matrix, outside of the repository, on the packed packages:
// installed, type-checked with declarations, bundled and run against a local AWS, or tested.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs, styleText } from 'node:util';
import { ROWS } from './consumers/rows.mjs';
import { startShop } from './consumers/shop.mjs';
import { testRow } from './consumers/test-row.mjs';
import { installToolchain } from './consumers/toolchain.mjs';
import { pack } from './examples/pack.mjs';

const { rows, keep } = optionsOrUsage();
const paint = (format, text) => (process.stdout.isTTY && !process.env.NO_COLOR ? styleText(format, text) : text);
const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-consumers-'));
const remove = () => keep || rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    remove();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}

const start = performance.now();
const secondsSince = (begin) => Math.round((performance.now() - begin) / 1000);
const shop = await startShop();
const results = [];
try {
  console.log('Packing the packages, and installing Node.js, pnpm and Yarn …');
  const tarballs = pack(join(folder, 'tarballs'));
  const toolchain = await installToolchain(join(folder, 'toolchain'), rows);
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  console.log(`  ${secondsSince(start)} s`);
  const paths = Object.fromEntries(
    Object.entries(tarballs).map(([name, file]) => [name, join(folder, 'tarballs', file)]),
  );
  const waiting = [...rows];
  const testRows = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      results.push(await tested(row, { tarballs: paths, toolchain, registry, shop }));
    }
  };
  // While one is installed, another is type-checked.
  await Promise.all([testRows(), testRows()]);
} finally {
  await shop.close();
  remove();
}

console.log(`\n${table(results)}`);
const broken = results.filter(({ failed }) => failed);
console.log(`\n${results.length - broken.length} rows passed, ${broken.length} failed (${secondsSince(start)} s)`);
if (keep) console.log(`The projects are in ${folder}`);
if (broken.length > 0) {
  console.log(`Run one again: npm run consumers -- --name ${broken[0].row.name} --keep`);
  process.exitCode = 1;
}

async function tested(row, means) {
  console.log(paint('bold', `▸ ${row.name}: ${describe(row)}`));
  const begin = performance.now();
  const failed = await testRow(join(folder, row.name), row, means);
  const seconds = secondsSince(begin);
  if (failed) console.log(`${paint('red', `✗ ${row.name}: ${failed.step} (${seconds} s)`)}\n${failed.output}`);
  else console.log(paint('green', `✓ ${row.name} (${seconds} s)`));
  // Each has its own node_modules, of some hundred megabytes.
  if (!keep) rmSync(join(folder, row.name), { recursive: true, force: true, maxRetries: 5 });
  return { row, failed, seconds };
}

function describe({ manager, typescript, node, tool }) {
  return `${manager}, TypeScript ${typescript}, Node.js ${node}, ${tool}`;
}

function table(all) {
  const lines = all.map(({ row, failed, seconds }) => [
    failed ? `✗ ${failed.step}` : '✓',
    row.name,
    describe(row),
    `${seconds} s`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function optionsOrUsage() {
  try {
    const { values } = parseArgs({
      options: { name: { type: 'string', multiple: true }, keep: { type: 'boolean', default: false } },
    });
    const names = values.name ?? ROWS.map(({ name }) => name);
    const unknown = names.find((name) => !ROWS.some((row) => row.name === name));
    if (unknown !== undefined) throw new Error(`There is no row ${JSON.stringify(unknown)}.`);
    return { rows: ROWS.filter(({ name }) => names.includes(name)), keep: values.keep };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n
Usage: npm run consumers                        every row
       npm run consumers -- --name <row> …      single rows
       npm run consumers -- --keep              leaves the projects where they are
Rows: ${ROWS.map(({ name }) => name).join(', ')}`);
    return process.exit(2);
  }
}
