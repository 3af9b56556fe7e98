import { createTwoFilesPatch } from 'diff';

/** A file before and after a change. `before` is undefined for a file that is new. */
export interface FileChange {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** The changes as `git apply` and `patch -p1` read them, in the order of the paths. Empty where nothing changes. */
export function unifiedDiff(changes: readonly FileChange[]): string {
  return changes
    .filter(({ before, after }) => before !== after)
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ path, before, after }) => {
      const from = before === undefined ? '/dev/null' : `a/${path}`;
      const patch = createTwoFilesPatch(from, `b/${path}`, before ?? '', after, '', '', { context: 3 });
      // A rule of equals signs, and two lines with tabs before the dates that they do not have.
      const [, , , ...hunks] = patch.split('\n');
      return [`--- ${from}`, `+++ b/${path}`, ...hunks].join('\n');
    })
    .join('');
}
