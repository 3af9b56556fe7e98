import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweepTemporaryFolders, temporaryFolder } from './temporary-folder.js';

describe('a temporary folder', () => {
  it('is removed an hour after its process was killed, and no other folder is', () => {
    const parent = temporaryFolder();
    const { pid: gone } = spawnSync(process.execPath, ['--version']);
    for (const name of [
      `amplify-secrets-${gone}-a`,
      `amplify-secrets-${process.pid}-b`,
      'amplify-secrets-c',
      'other',
    ]) {
      mkdirSync(join(parent, name));
    }
    sweepTemporaryFolders(parent, Date.now());
    expect(readdirSync(parent)).toHaveLength(4);
    sweepTemporaryFolders(parent, Date.now() + 3_700_000);
    expect(readdirSync(parent)).toEqual([`amplify-secrets-${process.pid}-b`, 'amplify-secrets-c', 'other'].sort());
  });

  it('exists while its process runs', () => {
    expect(existsSync(temporaryFolder())).toBe(true);
  });
});
