// `npm run examples [-- name…]`: each example in a folder outside of the repository, installed from the packed packages, then its `npm test`.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs, styleText } from 'node:util';
import { copyExample } from './examples/copy-example.mjs';
import { linkModules } from './examples/link-modules.mjs';
import { pack } from './examples/pack.mjs';
import { run } from './examples/run.mjs';

/** `config.seconds` of an example's package.json is how long its installation and tests take on two cores. */
const examples = readdirSync('examples')
  .filter((name) => existsSync(join('examples', name, 'package.json')))
  .map((name) => ({
    name,
    seconds: JSON.parse(readFileSync(join('examples', name, 'package.json'), 'utf8')).config.seconds,
  }))
  .sort((one, other) => one.seconds - other.seconds);

const { names, within, beyond, into } = optionsOrUsage();
const paint = (format, text) => (process.stdout.isTTY && !process.env.NO_COLOR ? styleText(format, text) : text);
const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-examples-'));
const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    remove();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}
try {
  const tarballs = pack(join(folder, 'tarballs'));
  if (into !== undefined) process.exitCode = await install(names[0], into, tarballs);
  else await testAll(tarballs);
} finally {
  remove();
}

async function testAll(tarballs) {
  const { chosen, left } = choose();
  const failed = [];
  // The first is installed as its README says. Each of the others begins with what the one before has in node_modules: npm keeps what
  // the package.json asks for, removes the rest, and installs what is missing, in a fifth of the time.
  const installed = (example, before) => example && install(example.name, join(folder, example.name), tarballs, before);
  let installing = installed(chosen[0]);
  for (const [index, { name }] of chosen.entries()) {
    console.log(paint('bold', `\n▸ examples/${name}`));
    const start = performance.now();
    const code = await installing;
    installing = installed(chosen[index + 1], code === 0 ? join(folder, name) : undefined);
    const passed = code === 0 && (await test(name)) === 0;
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(
      passed ? paint('green', `✓ examples/${name} (${seconds} s)`) : paint('red', `✗ examples/${name} (${seconds} s)`),
    );
    if (!passed) failed.push(name);
    // Each has its own node_modules, of a gigabyte or so.
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  console.log(`\n${chosen.length - failed.length} examples passed, ${failed.length} failed`);
  if (left.length > 0) {
    const list = left.map(({ name, seconds }) => `${name} (about ${seconds} s)`).join(', ');
    console.log(`Left out, since they do not fit in ${within} s: ${list}`);
    console.log(`Run them: npm run examples -- ${left.map(({ name }) => name).join(' ')}`);
  }
  if (failed.length > 0) {
    console.log(`Run one again: npm run examples -- ${failed[0]}`);
    process.exitCode = 1;
  }
}

/** Those that fit into the time, the quickest first; or the others. */
function choose() {
  const wanted = names.length === 0 ? examples : examples.filter(({ name }) => names.includes(name));
  let sum = 0;
  const limit = beyond ?? within;
  const fitting = wanted.filter(({ seconds }) => {
    sum += seconds;
    return sum <= limit;
  });
  const others = wanted.filter((example) => !fitting.includes(example));
  return beyond === undefined ? { chosen: fitting, left: others } : { chosen: others, left: [] };
}

/** Copies an example, and installs it there. `before` is the folder of another that is installed. */
async function install(name, target, tarballs, before) {
  mkdirSync(target, { recursive: true });
  copyExample(name, target, tarballs);
  if (before !== undefined) linkModules(before, target);
  cpSync(join(folder, 'tarballs'), join(target, 'tarballs'), { recursive: true });
  return run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], target);
}

function test(name) {
  return run('npm', ['test'], join(folder, name));
}

function optionsOrUsage() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { within: { type: 'string' }, beyond: { type: 'string' }, into: { type: 'string' } },
    });
    const unknown = positionals.find((name) => !examples.some((example) => example.name === name));
    if (unknown !== undefined) throw new Error(`There is no example ${JSON.stringify(unknown)}.`);
    for (const name of ['within', 'beyond']) {
      const value = values[name];
      if (value === undefined || /^\d+$/.test(value)) continue;
      throw new Error(`--${name} must be a number of seconds, and got ${JSON.stringify(value)}.`);
    }
    if (values.within !== undefined && values.beyond !== undefined) {
      throw new Error('--within and --beyond exclude each other.');
    }
    const into = values.into === undefined ? undefined : resolve(values.into);
    if (into !== undefined && positionals.length !== 1) throw new Error('--into needs the name of one example.');
    if (into !== undefined && existsSync(into) && readdirSync(into).length > 0) {
      throw new Error(`--into must be a folder that is empty or does not exist, and got ${into}.`);
    }
    const [within, beyond] = [
      Number(values.within ?? Number.POSITIVE_INFINITY),
      values.beyond && Number(values.beyond),
    ];
    return { names: positionals, within, beyond, into };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n
Usage: npm run examples [-- <name> …]               install and test them outside of the repository
       npm run examples -- --within <seconds>       only those that fit in the time; the others are named
       npm run examples -- --beyond <seconds>       only those others
       npm run examples -- --into <folder> <name>   install one there, to work with it
Examples: ${examples.map(({ name }) => name).join(', ')}`);
    return process.exit(2);
  }
}
