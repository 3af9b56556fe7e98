import { spawnSync } from 'node:child_process';

/** Those of the files that git tracks with changes, or does not track. None where the project is in no repository. */
export function uncommittedFiles(
  folder: string,
  paths: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const { status, stdout } = spawnSync('git', ['--literal-pathspecs', 'status', '--porcelain', '-z', '--', ...paths], {
    cwd: folder,
    // In a hook git sets variables that name a repository, which could be another one.
    env: Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith('GIT_'))),
    encoding: 'utf8',
  });
  if (status !== 0) return [];
  return stdout
    .split('\0')
    .map((line) => line.slice(3))
    .flatMap((changed) => paths.find((path) => changed === path || changed.endsWith(`/${path}`)) ?? []);
}
