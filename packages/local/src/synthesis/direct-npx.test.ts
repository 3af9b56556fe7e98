import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDirectNpx } from './direct-npx.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'direct npx-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A program that prints its name and its arguments, each in a line. */
function program(file: string, name: string): void {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), `#!/bin/sh\nprintf '%s\\n' '${name}' "$@"\n`, { mode: 0o755 });
}

let path = '';
beforeAll(() => {
  program('programs of npm/npx', 'npx');
  program('outer/node_modules/.bin/esbuild', 'outer');
  program('outer/inner/node_modules/.bin/esbuild', 'inner');
  for (const folder of ['outer/inner/amplify/functions', 'outer/other', 'elsewhere', 'temporary folder']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  path = withDirectNpx(
    [join(root, 'programs of npm'), '/usr/bin', '/bin'].join(delimiter),
    join(root, 'temporary folder'),
  );
});

function npx(folder: string, ...words: readonly string[]): readonly string[] {
  const out = execFileSync('npx', words, { cwd: join(root, folder), env: { PATH: path }, encoding: 'utf8' });
  return out.split('\n').slice(0, -1);
}

describe.skipIf(process.platform === 'win32')('the npx of a synthesis', () => {
  it.each([
    ['outer/inner/amplify/functions', 'inner'],
    ['outer/inner', 'inner'],
    ['outer/other', 'outer'],
  ])('runs the esbuild of the nearest node_modules: in %s, of %s', (folder, found) => {
    const words = ['--bundle', '/a b/handler.ts', '--banner:js=import "x"; const y = `$z`', ''];
    expect(npx(folder, '--no-install', 'esbuild', ...words)).toEqual([found, ...words]);
  });

  it('leaves to npm what is not installed, and every other command', () => {
    expect(npx('elsewhere', '--no-install', 'esbuild', '--version')).toEqual([
      'npx',
      '--no-install',
      'esbuild',
      '--version',
    ]);
    expect(npx('outer', 'esbuild', '--version')).toEqual(['npx', 'esbuild', '--version']);
    expect(npx('outer', '--no-install', 'esbuild-other')).toEqual(['npx', '--no-install', 'esbuild-other']);
  });
});

describe('on Windows', () => {
  it('leaves PATH as it is', () => {
    expect(withDirectNpx('C:\\bin', join(root, 'none'), 'win32')).toBe('C:\\bin');
  });
});
