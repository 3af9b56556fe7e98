// The Node.js versions and package managers of the rows, installed once. A row's commands find them in its PATH.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../examples/run.mjs';
import { MANAGERS, NODE } from './rows.mjs';

/** Major version of Node.js → PATH. */
export async function installToolchain(folder, rows) {
  const own = process.versions.node.split('.')[0];
  const majors = [...new Set(rows.map(({ node }) => node))];
  const others = majors.filter((major) => major !== own);
  mkdirSync(folder, { recursive: true });
  const dependencies = {
    ...MANAGERS,
    ...Object.fromEntries(others.map((major) => [`node-${major}`, `npm:node@${NODE[major]}`])),
  };
  // Both fetch their program when they are installed, which npm allows by name only.
  const allowScripts = Object.fromEntries(['pnpm', ...others.map(() => 'node')].map((name) => [name, true]));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, allowScripts }));
  const code = await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], folder);
  if (code !== 0) throw new Error('The toolchain must be installed, and npm install failed.');
  return Object.fromEntries(majors.map((major) => [major, pathOf(folder, major, own)]));
}

function pathOf(folder, major, own) {
  const bin = join(folder, `bin-${major}`);
  const modules = join(folder, 'node_modules');
  mkdirSync(bin);
  symlinkSync(major === own ? process.execPath : join(modules, `node-${major}`, 'bin/node'), join(bin, 'node'));
  symlinkSync(join(modules, '.bin/pnpm'), join(bin, 'pnpm'));
  symlinkSync(join(modules, '.bin/yarn'), join(bin, 'yarn'));
  return `${bin}${delimiter}${process.env.PATH}`;
}
