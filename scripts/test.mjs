// `npm test`: every check of the repository, the cheapest first. `--only <step> …` runs single steps, `--without <step> …` all others.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { styleText } from 'node:util';

// The Node.js versions that AWS Lambda runs; this process's own comes first.
const NODE_22 = '22.23.3';
const NODE_24 = '24.21.0';

const vitest = ['node_modules/vitest/vitest.mjs', 'run'];
const packedCli = [...vitest, '--project', 'integration-tests', 'src/packages/packed-cli.test.ts'];
const runtimeAndLocal = [...vitest, '--project', 'runtime', '--project', 'local'];

const steps = [
  ['lint', 'Lint and format', ['npx', 'biome', 'check', '--error-on-warnings', '.']],
  ['build', 'Build, with the types of every test', ['npx', 'tsc', '-b']],
  ['api', 'Public surface as in API.md', ['node', 'scripts/api.mjs', '--check']],
  ['site', 'Documentation site', ['node', 'scripts/site.mjs']],
  ['amplify', 'Types of amplify/', ['npx', 'tsc', '-p', 'amplify']],
  ['packages', 'Packed packages: publint, are-the-types-wrong', ['node', 'scripts/check-packages.mjs']],
  ['test', `Tests on Node.js ${process.versions.node}`, ['node', ...vitest]],
  ['node22', `Runtime and local on Node.js ${NODE_22}`, onNode(NODE_22, runtimeAndLocal)],
  ['node24', `Runtime and local on Node.js ${NODE_24}`, onNode(NODE_24, runtimeAndLocal)],
  ['cli22', `Packed command line on Node.js ${NODE_22}`, onNode(NODE_22, packedCli)],
  ['cli24', `Packed command line on Node.js ${NODE_24}`, onNode(NODE_24, packedCli)],
  ['examples', 'Examples that fit in five minutes', ['node', 'scripts/examples.mjs', '--within', '300']],
];

function onNode(version, args) {
  return ['npx', '--yes', '--package', `node@${version}`, '--call', ['node', ...args].join(' ')];
}

function run([command, ...args]) {
  return new Promise((resolve) => {
    spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] }).on('close', resolve);
  });
}

const paint = (format, text) => (process.stdout.isTTY && !process.env.NO_COLOR ? styleText(format, text) : text);
const [flag, ...given] = process.argv.slice(2);
const names = steps.map(([name]) => name);
const isFlag = flag === '--only' || flag === '--without';
if (flag !== undefined && (!isFlag || given.length === 0 || given.some((name) => !names.includes(name)))) {
  console.error(`Usage: npm test [-- --only|--without <step> …]\nSteps: ${names.join(', ')}`);
  process.exit(2);
}
const chosen = flag === undefined ? steps : steps.filter(([name]) => given.includes(name) === (flag === '--only'));
const failed = [];

for (const [name, title, command] of chosen) {
  console.log(paint('bold', `\n▸ ${title}`));
  const start = performance.now();
  const code = await run(command);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    code === 0
      ? paint('green', `✓ ${title} (${seconds} s)`)
      : paint('red', `✗ ${title} (${seconds} s): exit code ${code}`),
  );
  if (code !== 0) failed.push(name);
  // No later result means anything after a broken build.
  if (code !== 0 && name === 'build') break;
}

console.log(`\n${chosen.length - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) {
  console.log(`Run one again: npm test -- --only ${failed[0]}`);
  process.exitCode = 1;
}
