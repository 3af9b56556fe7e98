import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliError } from '../../errors/cli-error.js';
import { type CommandCall, textOption } from '../command.js';
import { realPathOf, writePrivately } from '../export/private-file.js';
import { shellLines } from './shell-lines.js';
import { readText } from './text-file.js';

const WRITTEN_BY = 'Written by amplify-secrets local';

/** The file of `--admin-env`, for other terminals. */
export interface AdminFile {
  readonly write: (variables: Readonly<Record<string, string>>) => void;
  /** Unless another `local` has written it since. */
  readonly remove: () => void;
}

/** @throws {NotPossibleError} When the file is something else than what another `local` has left. */
export function adminFileOf(call: CommandCall): AdminFile | undefined {
  const name = textOption(call, 'adminEnv');
  if (name === undefined) return undefined;
  const file = realPathOf(resolve(call.folder, name));
  if (existsSync(file) && !readText(file, name).startsWith(`# ${WRITTEN_BY}`)) {
    throw new CliError(
      'NotPossibleError',
      `"${name}" must be a file that amplify-secrets local has left, or not exist, and is another file.`,
      'Choose another file.',
    );
  }
  let written: string | undefined;
  return {
    write(variables) {
      written = `# ${WRITTEN_BY}, for a shell: . ./<this file>\n${shellLines(variables)}`;
      writePrivately(file, written);
    },
    remove() {
      if (written !== undefined && existsSync(file) && readText(file, name) === written) rmSync(file);
    },
  };
}
