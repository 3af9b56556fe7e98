import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { shellLine } from '@amplify-secrets/runtime/contract';
import { foldersUpwards } from '../declaration/folders-upwards.js';
import { CliError } from '../errors/cli-error.js';

/** `visible`: git would add it. `none`: it is in no repository. */
export type GitState = 'tracked' | 'ignored' | 'visible' | 'none';

/**
 * What git knows of a file, which need not exist. The path is real: without symbolic links.
 *
 * @throws {FileTrackedError} When there is a repository, and git cannot be asked.
 */
export function gitState(file: string, variables: Readonly<Record<string, string | undefined>>): GitState {
  const folder = dirname(file);
  if (!isInRepository(folder)) return 'none';
  const git = (...words: readonly string[]) => runGit(file, variables, words).status;
  const tracked = git('--literal-pathspecs', 'ls-files', '--error-unmatch');
  if (tracked === 0) return 'tracked';
  if (tracked === 1) return git('check-ignore', '--quiet') === 0 ? 'ignored' : 'visible';
  throw new CliError(
    'FileTrackedError',
    `"${file}" is in a git repository, and git could not say whether it tracks the file.`,
    shellLine`Choose a file outside of the repository, or see what git says: git -C ${folder} status`,
  );
}

/** Whether a commit of any branch has the file, tracked or not. */
export function isInHistory(file: string, variables: Readonly<Record<string, string | undefined>>): boolean {
  const words = ['--literal-pathspecs', 'log', '--all', '--max-count=1', '--format=%H'];
  return isInRepository(dirname(file)) && runGit(file, variables, words).stdout.length > 0;
}

function runGit(
  file: string,
  variables: Readonly<Record<string, string | undefined>>,
  words: readonly string[],
): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync('git', [...words, '--', basename(file)], {
    cwd: dirname(file),
    // In a hook git sets variables that name a repository, which could be another one.
    env: Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith('GIT_'))),
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  // Where there is no git, there is no output either.
  return { status, stdout: stdout ?? '' };
}

function isInRepository(folder: string): boolean {
  return foldersUpwards(folder).some((each) => existsSync(join(each, '.git')));
}
