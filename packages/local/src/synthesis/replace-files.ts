import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { LocalError } from '../local-error.js';

/**
 * Writes files into a mirror, where the entry's folder is a copy. A link there leads to the project's own file, so it is removed first.
 *
 * @throws {LocalOptionInvalidError} When a file is not in the entry's folder.
 */
export function replaceFiles(working: string, entry: string, files: Readonly<Record<string, string>>): void {
  const folder = dirname(resolve(working, entry));
  for (const [path, content] of Object.entries(files)) {
    const file = resolve(working, path);
    if (!file.startsWith(folder + sep)) throw outside(path, entry);
    mkdirSync(dirname(file), { recursive: true });
    if (realpathSync(dirname(file)) !== dirname(file)) throw outside(path, entry);
    rmSync(file, { force: true });
    writeFileSync(file, content);
  }
}

function outside(path: string, entry: string): LocalError {
  return new LocalError(
    'LocalOptionInvalidError',
    `The option "files" of synthesize must name files in the folder of ${entry}, and got "${path}".`,
    `Write, for example: synthesize({ files: { '${entry}': '…' }, … }).`,
  );
}
