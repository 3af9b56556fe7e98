import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'amplify-secrets-';
const HOUR = 3_600_000;
const folders = new Set<string>();

/** A new folder of our own, removed when this process exits. Its path holds no symbolic link. */
export function temporaryFolder(): string {
  const parent = realpathSync(tmpdir());
  if (folders.size === 0) {
    process.once('exit', removeAll);
    sweepTemporaryFolders(parent, Date.now());
  }
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  folders.add(folder);
  return folder;
}

/**
 * Removes what processes left behind that were killed, as test runners kill their workers: their folders are an hour old
 * and the process that made them is gone.
 */
export function sweepTemporaryFolders(parent: string, now: number): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const modified = statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - modified > HOUR) removeIfOurs(join(parent, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not permitted: somebody else's, and running.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function removeIfOurs(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's.
  }
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
