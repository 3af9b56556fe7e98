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
  if (!foldersUpwards(folder).some((each) => existsSync(join(each, '.git')))) return 'none';
  const git = (...words: readonly string[]) =>
    spawnSync('git', [...words, '--', basename(file)], {
      cwd: folder,
      // In a hook git sets variables that name a repository, which could be another one.
      env: Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith('GIT_'))),
      stdio: 'ignore',
    }).status;
  const tracked = git('--literal-pathspecs', 'ls-files', '--error-unmatch');
  if (tracked === 0) return 'tracked';
  if (tracked === 1) return git('check-ignore', '--quiet') === 0 ? 'ignored' : 'visible';
  throw new CliError(
    'FileTrackedError',
    `"${file}" is in a git repository, and git could not say whether it tracks the file.`,
    shellLine`Choose a file outside of the repository, or see what git says: git -C ${folder} status`,
  );
}
