import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outlineOf } from '../docs-page.test.support.js';
import { repositoryRoot } from '../repository.js';

interface Manifest {
  readonly version: string;
  readonly private?: boolean;
  readonly config: { readonly seconds: number };
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const folder = join(repositoryRoot, 'examples');
const manifestOf = (...path: readonly string[]): Manifest =>
  JSON.parse(readFileSync(join(repositoryRoot, ...path, 'package.json'), 'utf8'));
const EXAMPLES = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'package.json')));

function runExamples(...args: readonly string[]) {
  return spawnSync(process.execPath, ['scripts/examples.mjs', ...args], { cwd: repositoryRoot, encoding: 'utf8' });
}

describe.each(EXAMPLES)('examples/%s', (name) => {
  const manifest = manifestOf('examples', name);
  const dependencies = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

  it('pins every dependency, and the packages of this repository at their own version', () => {
    const { version } = manifestOf('packages/runtime');
    expect(dependencies.filter(([, range]) => !/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))).toEqual([]);
    const own = dependencies.filter(([dependency]) => dependency.startsWith('@amplify-secrets/'));
    expect(own).toEqual(own.map(([dependency]) => [dependency, version]));
    expect(own.length).toBeGreaterThan(1);
  });

  it('starts, is tested, and says how long that takes', () => {
    expect(manifest).toMatchObject({ private: true, config: { seconds: expect.any(Number) } });
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(['start', 'test']));
  });

  it('has a page in English and one in Japanese, with the same headings and commands', () => {
    const [english, japanese] = ['README.md', 'README.ja.md'].map((page) =>
      outlineOf(readFileSync(join(folder, name, page), 'utf8')),
    );
    expect(japanese).toEqual(english);
  });

  it('is in the table of examples/README.md', () => {
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`| [\`${name}\`](${name}) `);
  });
});

describe('npm run examples', () => {
  it('refuses a name that no example has, and lists those that there are', () => {
    const { status, stderr } = runExamples('nonsense');
    expect(status).toBe(2);
    expect(stderr).toContain('There is no example "nonsense".');
    const [, listed = ''] = /^Examples: (.*)$/m.exec(stderr) ?? [];
    expect(listed.split(', ').sort()).toEqual([...EXAMPLES].sort());
  });

  it.each([
    [['--within', 'soon'], '--within must be a number of seconds, and got "soon".'],
    [['--beyond', 'soon'], '--beyond must be a number of seconds, and got "soon".'],
    [['--within', '1', '--beyond', '1'], '--within and --beyond exclude each other.'],
    [['--into', '/tmp/nowhere'], '--into needs the name of one example.'],
    [['--into', 'docs', EXAMPLES[0] ?? ''], '--into must be a folder that is empty or does not exist, and got '],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = runExamples(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
