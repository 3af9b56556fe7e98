import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const COMPARED = /AWS_BRANCH[^\n]{0,60}?["'`]([A-Za-z0-9][\w./*-]*)["'`]/g;

/**
 * The branches that a project knows: those of its git repository, and those that amplify.yml and the backend compare `AWS_BRANCH` with.
 * `sources` are the texts of the backend's files.
 */
export function knownBranches(folder: string, sources: readonly string[]): readonly string[] {
  const files = [folder, repositoryOf(folder)].map((each) => each && join(each, 'amplify.yml'));
  const settings = files.flatMap((file) =>
    file !== undefined && existsSync(file) ? [readFileSync(file, 'utf8')] : [],
  );
  const compared = [...settings, ...sources].flatMap((source) =>
    [...source.matchAll(COMPARED)].flatMap(([, branch]) => branch ?? []),
  );
  return [...new Set([...gitBranches(folder), ...compared])];
}

/** Local ones and those of `origin`, as far as this clone knows them. */
function gitBranches(folder: string): readonly string[] {
  if (repositoryOf(folder) === undefined) return [];
  const { status, stdout } = spawnSync(
    'git',
    ['for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/remotes/origin'],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) return [];
  return stdout
    .split('\n')
    .map((reference) => reference.replace(/^refs\/(?:heads|remotes\/origin)\//, ''))
    .filter((name) => name !== '' && name !== 'HEAD');
}

/** The folder with `.git`, at or above a folder. */
export function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryOf(parent);
}
