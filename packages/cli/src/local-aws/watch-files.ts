import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const INTERVAL_MS = 400;
/** What programs write, and no backend is made of. */
const LEFT_OUT = new Set(['node_modules', 'cdk.out', 'dist']);

/**
 * Calls `onChange` once files of a folder, or a single file, have changed and then stayed the same for a moment. It looks at them again and
 * again: the notices of file systems differ, and some editors replace a file in place of writing to it. Returns what ends it.
 */
export function watchFiles(paths: readonly string[], onChange: () => void): () => void {
  const state = () => paths.map(stateOf).join('\n');
  let [reported, last] = [state(), ''];
  last = reported;
  const timer = setInterval(() => {
    const now = state();
    const isSettled = now === last;
    last = now;
    if (!isSettled || now === reported) return;
    reported = now;
    onChange();
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}

/** Names, sizes and times of the files at a path. */
function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return `${path} -`;
  if (!found.isDirectory()) return `${path} ${found.size} ${found.mtimeMs}`;
  return entriesOf(path)
    .filter(({ name }) => !name.startsWith('.') && !LEFT_OUT.has(name))
    .map(({ name }) => stateOf(join(path, name)))
    .join('\n');
}

/** A folder may go while it is looked at. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
