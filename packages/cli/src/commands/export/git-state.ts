import { execFile } from 'node:child_process';
import { dirname } from 'node:path';

/** `visible`: git would add it. `none`: it is in no repository, or there is no git. */
export type GitState = 'tracked' | 'ignored' | 'visible' | 'none';

/** What git knows of a file, which need not exist. */
export async function gitState(file: string): Promise<GitState> {
  const folder = dirname(file);
  // 0: it does; 1: it does not; anything else: no repository, or no git.
  if ((await git(folder, ['ls-files', '--error-unmatch', '--', file])) === 0) return 'tracked';
  const ignored = await git(folder, ['check-ignore', '--quiet', '--', file]);
  if (ignored === 0) return 'ignored';
  return ignored === 1 ? 'visible' : 'none';
}

function git(folder: string, words: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve) => {
    execFile('git', ['-C', folder, ...words], (error) => {
      const { code } = Object(error) as { code?: unknown };
      resolve(error === null ? 0 : typeof code === 'number' ? code : undefined);
    });
  });
}
