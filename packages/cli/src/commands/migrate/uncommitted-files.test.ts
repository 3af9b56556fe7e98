import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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

  it('finds what git does not list: ignored, assumed to be unchanged, and behind a link', () => {
    git('init', '--quiet');
    writeFileSync(join(root, '.gitignore'), 'web/amplify/new*\n');
    renameSync(join(project, 'amplify/backend.ts'), join(root, 'shared.ts'));
    symlinkSync('../../shared.ts', join(project, 'amplify/backend.ts'));
    git('add', '.');
    git('commit', '--quiet', '--message', 'Add a backend');
    expect(uncommitted()).toEqual(['amplify/new [id].ts']);
    appendFileSync(join(root, 'shared.ts'), '// More.\n');
    expect(uncommitted()).toEqual(PATHS);
    git('update-index', '--assume-unchanged', 'shared.ts');
    expect(uncommitted()).toEqual(PATHS);
  });

  it('takes line ends as the repository has them', () => {
    git('init', '--quiet');
    writeFileSync(join(root, '.gitattributes'), '* text=auto eol=crlf\n');
    for (const path of PATHS) writeFileSync(join(project, path), '// A backend.\r\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'Add a backend');
    expect(uncommitted()).toEqual([]);
  });

  it.each([
    ['is not installed', () => ({ ...process.env, PATH: root }), 'git cannot be run: spawnSync git ENOENT'],
    ['cannot read the repository', () => process.env, 'failed: fatal: '],
  ])('refuses to guess where git %s', (_, variables, problem) => {
    git('init', '--quiet');
    git('add', 'web');
    git('commit', '--quiet', '--message', 'Add a backend');
    writeFileSync(join(root, '.git/config'), '[core\n');
    expect(() => uncommittedFiles(project, PATHS, variables())).toThrow(problem);
    expect(() => uncommittedFiles(project, PATHS, variables())).toThrow(
      'Nothing was written: git must say whether amplify/backend.ts has changes that are not committed, and failed: ',
    );
  });
});
