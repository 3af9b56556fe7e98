import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from './docs-page.test.support.js';
import { repositoryRoot } from './repository.js';
import { COMPILER_OPTIONS, typeErrors, writeProject } from './user-project.test.support.js';

const page = readFileSync(join(repositoryRoot, 'docs/start.md'), 'utf8');
const [backend = '', ...granted] = blocksOf(page, 'ts');
const [script = ''] = blocksOf(page, 'js');
const [output = ''] = blocksOf(page, 'console');
let project: string;

/** The project that the page has after "A new project", where the packages are the repository's. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'amplify-secrets-start-'));
  writeProject(project, {
    'package.json': '{ "name": "shop", "type": "module" }',
    'amplify/backend.ts': bodyOf(backend),
    'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['amplify'] }),
    'try.mjs': script,
  });
  const init = spawnSync(process.execPath, [join(repositoryRoot, 'packages/cli/dist/bin.js'), 'init', '--yes'], {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  expect(init.stderr).toContain('amplify-secrets set exampleApiKey --env prod');
  expect(init.status).toBe(0);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('docs/start.md', () => {
  it('shows the three files that init writes into a new project, and they compile', () => {
    expect(granted.map(pathOf)).toEqual([
      'amplify/secrets/resource.ts',
      'amplify/backend.ts',
      'amplify/functions/read-secret/handler.ts',
    ]);
    for (const block of granted) expect(readFileSync(join(project, pathOf(block)), 'utf8')).toBe(bodyOf(block));
    expect(typeErrors(project)).toBe('');
  });

  it('shows what its script prints', () => {
    const printed = execFileSync(process.execPath, ['try.mjs'], { cwd: project, encoding: 'utf8' });
    expect(`$ node try.mjs\n${printed}`).toBe(output);
  });
});

/** The first line of a block is the path of its file. */
function pathOf(block: string): string {
  return /^\/\/ ([^:\n]+)/.exec(block)?.[1] ?? '';
}

function bodyOf(block: string): string {
  return block.slice(block.indexOf('\n') + 1);
}
