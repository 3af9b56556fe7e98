import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'amplify-secrets-';
const HOUR = 3_600_000;
const folders = new Set<string>();

/** Creates a folder that is removed when this process exits. Its path contains no symbolic link. */
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
 * Removes the folders of processes that were killed, as test runners kill their workers: folders that are an hour old and
 * whose process is gone.
 */
export function sweepTemporaryFolders(parent: string, now: number): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const modified = statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - modified > HOUR) removeIfPermitted(join(parent, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not permitted: the process runs, and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function removeIfPermitted(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's.
  }
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
