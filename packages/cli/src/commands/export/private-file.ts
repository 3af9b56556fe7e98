import { randomUUID } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { open, readdir, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../../errors/cli-error.js';
import { withCleanup } from '../../terminal/signals.js';

const OWNER_ONLY = 0o600;
const LEFT_OVER = /^\.amplify-secrets-(\d+)-[0-9a-f-]{36}\.tmp$/;

/** Where a file really is: a link would be replaced by the file. */
export async function realPathOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    // It does not exist yet. Its folder may be a link.
    return join(await realpath(dirname(file)).catch(() => dirname(file)), basename(file));
  }
}

/** Writes a file that only its owner can read, whole or not at all, whatever ends the process meanwhile. */
export async function writePrivately(file: string, content: string): Promise<void> {
  const temporary = join(dirname(file), `.amplify-secrets-${process.pid}-${randomUUID()}.tmp`);
  const remove = () => {
    try {
      unlinkSync(temporary);
    } catch {
      // It was renamed, or was never made.
    }
  };
  await withCleanup(remove, async () => {
    try {
      const handle = await open(temporary, 'wx', OWNER_ONLY);
      try {
        await handle.writeFile(content);
        // The mask of the process may only take permissions away; this is for file systems that give their own.
        await handle.chmod(OWNER_ONLY);
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    } catch (error) {
      remove();
      const { code } = Object(error) as { code?: string };
      throw new CliError(
        'InputInvalidError',
        `The file "${file}" could not be written (${code ?? 'unknown error'}).`,
        'Choose a file in a folder that exists and that you may write to.',
      );
    }
  });
}

/** Removes what a killed process has left beside a file, and returns the names. */
export async function sweep(file: string): Promise<readonly string[]> {
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => {
    const [, pid] = LEFT_OVER.exec(name) ?? [];
    return pid !== undefined && !isRunning(Number(pid));
  });
  await Promise.all(left.map((name) => unlink(join(folder, name)).catch(() => undefined)));
  return left;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}
