import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uncommittedFiles } from './uncommitted-files.js';

let root: string;
let project: string;
const PATHS = ['amplify/backend.ts', 'amplify/new [id].ts'];
const uncommitted = () => uncommittedFiles(project, PATHS, process.env);
const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], { cwd: root });

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-git-')));
  project = join(root, 'web');
  mkdirSync(join(project, 'amplify'), { recursive: true });
  for (const path of PATHS) writeFileSync(join(project, path), '// A backend.\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('uncommittedFiles', () => {
  it('finds none where there is no repository', () => expect(uncommitted()).toEqual([]));

  it('finds files that are not tracked, changed, or staged, in a folder of the repository', () => {
    git('init', '--quiet');
    expect(uncommitted()).toEqual(PATHS);
    git('add', 'web');
    expect(uncommitted()).toEqual(PATHS);
    git('commit', '--quiet', '--message', 'Add a backend');
    expect(uncommitted()).toEqual([]);
    appendFileSync(join(project, 'amplify/backend.ts'), '// More.\n');
    expect(uncommitted()).toEqual(['amplify/backend.ts']);
  });

  it('looks only at these files', () => {
    git('init', '--quiet');
    git('add', 'web');
    git('commit', '--quiet', '--message', 'Add a backend');
    writeFileSync(join(project, 'amplify/other.ts'), '');
    expect(uncommitted()).toEqual([]);
  });
});
