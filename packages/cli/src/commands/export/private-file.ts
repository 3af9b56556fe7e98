import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import nodePath, { basename, dirname, join, type PlatformPath } from 'node:path';
import { CliError } from '../../errors/cli-error.js';

const OWNER_ONLY = 0o600;
const LEFT_OVER = /^\.amplify-secrets-(\d+)-[0-9a-f-]{36}\.tmp$/;
// A file is written at once: one of this age is left over, even if another process has its number now.
const LEFT_OVER_MS = 60_000;

/**
 * Where a file really is: a link would be replaced by the file.
 *
 * @throws {NotPossibleError} When something else than a file is there, such as a device.
 * @throws {InputInvalidError} When its folder does not exist.
 */
export function realPathOf(file: string): string {
  let real: string;
  try {
    real = existing(file) ?? join(realpathSync(dirname(file)), basename(file));
  } catch (error) {
    throw notWritten(file, error);
  }
  const found = lstatSync(real, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return real;
  throw new CliError(
    'NotPossibleError',
    `"${file}" must be a file, or not exist, and is something else: a folder, a device or a link to nothing.`,
    'Choose another file.',
  );
}

/**
 * Writes a file that only its owner can read, whole or not at all. All of it is synchronous: no signal comes between, so that only a kill can
 * leave something behind, which `sweep` removes.
 */
export function writePrivately(file: string, content: string): void {
  const temporary = temporaryBeside(file);
  try {
    const opened = openSync(temporary, 'wx', OWNER_ONLY);
    try {
      // The mask of the process may only take permissions away; this is for file systems that give their own.
      fchmodSync(opened, OWNER_ONLY);
      writeFileSync(opened, content);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw notWritten(file, error);
  }
}

/** In the same folder, so that it can be renamed: another one may be on another drive. */
export function temporaryBeside(file: string, path: PlatformPath = nodePath): string {
  return path.join(path.dirname(file), `.amplify-secrets-${process.pid}-${randomUUID()}.tmp`);
}

/** Removes what a killed process has left beside a file, and returns the names. */
export function sweep(file: string, now: number): readonly string[] {
  const folder = dirname(file);
  const left = readdirSync(folder).filter((name) => {
    const [, pid] = LEFT_OVER.exec(name) ?? [];
    if (pid === undefined) return false;
    const written = lstatSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? now;
    return now - written > LEFT_OVER_MS || !isRunning(Number(pid));
  });
  for (const name of left) rmSync(join(folder, name), { force: true });
  return left;
}

/** Undefined where nothing is there; a link to nothing is kept, and refused. */
function existing(file: string): string | undefined {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}

function notWritten(file: string, error: unknown): CliError {
  return new CliError(
    'InputInvalidError',
    `The file "${file}" could not be written (${Object(error).code ?? 'unknown error'}).`,
    'Choose a file in a folder that exists and that you may write to.',
  );
}
