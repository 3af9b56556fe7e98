import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repositoryOf } from '../../amplify-project/known-branches.js';
import { CliError } from '../../errors/cli-error.js';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Those of the files whose content is not that of the last commit: changed, staged, ignored, or not tracked. Of a link, the file that it
 * leads to. Without a repository the list is empty.
 *
 * @throws {NotPossibleError} When git does not say.
 */
export function uncommittedFiles(folder: string, paths: readonly string[], variables: Variables): readonly string[] {
  return paths.filter((path) => {
    const file = realpathSync(join(folder, path));
    const [within, name] = [dirname(file), basename(file)];
    if (repositoryOf(within) === undefined) return false;
    const git = (...words: readonly string[]) => runGit(within, words, variables);
    const inside = git('rev-parse', '--is-inside-work-tree');
    if (inside.output !== 'true') throw unknown(path, inside.problem);
    const committed = git('rev-parse', '--verify', '--quiet', `HEAD:./${name}`).output;
    if (committed === '') return true;
    // With the line ends of the repository, or as it is.
    const hashes = [['--'], ['--no-filters', '--']].map((options) => git('hash-object', ...options, name).output);
    return !hashes.includes(committed);
  });
}

function runGit(cwd: string, words: readonly string[], variables: Variables) {
  const { status, stdout, stderr, error } = spawnSync('git', words, {
    cwd,
    // In a hook git sets variables that name a repository, which could be another one.
    env: Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith('GIT_'))),
    encoding: 'utf8',
  });
  if (error !== undefined) return { output: '', problem: `git cannot be run: ${error.message}` };
  const [problem = ''] = stderr.trim().split('\n');
  return { output: status === 0 ? stdout.trim() : '', problem };
}

function unknown(path: string, problem: string): CliError {
  return new CliError(
    'NotPossibleError',
    `Nothing was written: git must say whether ${path} has changes that are not committed, and failed${problem === '' ? '' : `: ${problem}`}`.replace(
      /\.?$/,
      '.',
    ),
    'Solve what git says, or add --force.',
  );
}
