import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../errors/cli-error.js';
import type { FileChange } from './unified-diff.js';

/**
 * Writes the changes into the project. Each file is replaced as a whole, with the permissions that it has, and none before all of them could
 * be written beside their places.
 *
 * @throws {FileChangedError} When a file is not as it was read. Nothing is written.
 * @throws {NotPossibleError} When a file is not UTF-8: what it has else would be lost.
 */
export function writeFiles(project: string, changes: readonly FileChange[]): void {
  const wanted = changes.filter(({ before, after }) => before !== after);
  const changed = wanted.find(({ path, before }) => contentOf(join(project, path)) !== before);
  if (changed !== undefined) {
    throw new CliError(
      'FileChangedError',
      `"${changed.path}" must be as it was read, and has changed since. Nothing was written.`,
      'Run the command again.',
    );
  }
  const another = wanted.find(({ path }) => !isText(join(project, path)));
  if (another !== undefined) {
    throw new CliError(
      'NotPossibleError',
      `"${another.path}" must be UTF-8, and is not. Nothing was written.`,
      'Save it as UTF-8, and run the command again.',
    );
  }
  const staged: { readonly temporary: string; readonly file: string }[] = [];
  try {
    for (const { path, after } of wanted) {
      const given = join(project, path);
      mkdirSync(dirname(given), { recursive: true });
      // A link stays one.
      const file = existsSync(given) ? realpathSync(given) : given;
      const temporary = join(dirname(file), `.amplify-secrets-${process.pid}-${randomUUID()}.tmp`);
      staged.push({ temporary, file });
      writeFileSync(temporary, after, { flag: 'wx' });
      // Not as an option, from which the umask is taken away.
      if (existsSync(file)) chmodSync(temporary, statSync(file).mode);
    }
    for (const { temporary, file } of staged) renameSync(temporary, file);
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Whether a file is UTF-8, or new. */
export function isText(file: string): boolean {
  return !existsSync(file) || isUtf8(readFileSync(file));
}
