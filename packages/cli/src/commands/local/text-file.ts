import { readFileSync } from 'node:fs';
import { CliError } from '../../errors/cli-error.js';

/** @throws {InputInvalidError} When it cannot be read. */
export function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(
      'InputInvalidError',
      `The file "${name}" could not be read (${Object(error).code ?? 'unknown error'}).`,
      'Check its name, relative to the folder in which you are.',
    );
  }
}
