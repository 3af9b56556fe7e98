import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileChange, unifiedDiff } from './unified-diff.js';
import { writeFiles } from './write-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-source-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('unifiedDiff', () => {
  it.each([
    ['a line', 'one\ntwo\nthree\n', 'one\n2\nthree\n'],
    ['CRLF', 'one\r\ntwo\r\n', 'one\r\n2\r\n'],
    ['no line break at the end', 'one\ntwo', 'one\n2'],
    ['lines that look like a header', '-- a\t\nb\n', '++ b\t\nb\n'],
  ])('is what git applies: %s', (_, before, after) => {
    writeFileSync(join(folder, 'a.ts'), before);
    const changes: FileChange[] = [
      { path: 'new/b.ts', before: undefined, after: 'new\n' },
      { path: 'a.ts', before, after },
      { path: 'same.ts', before: 'x', after: 'x' },
    ];
    const diff = unifiedDiff(changes);
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: diff });
    expect([read('a.ts'), read('new/b.ts')]).toEqual([after, 'new\n']);
    expect(diff).toMatch(/^--- a\/a\.ts\n\+\+\+ b\/a\.ts\n@@ /);
    expect(diff).toContain('--- /dev/null\n+++ b/new/b.ts\n');
    expect(diff).not.toContain('same.ts');
  });

  it('is empty where nothing changes', () => {
    expect(unifiedDiff([{ path: 'a', before: 'x', after: 'x' }])).toBe('');
  });
});

describe('writeFiles', () => {
  it.skipIf(process.platform === 'win32')('keeps permissions and links, makes folders, and leaves nothing else', () => {
    writeFileSync(join(folder, 'real.ts'), 'old');
    chmodSync(join(folder, 'real.ts'), 0o640);
    symlinkSync('real.ts', join(folder, 'link.ts'));
    writeFiles(folder, [
      { path: 'link.ts', before: 'old', after: 'new' },
      { path: 'a/b.ts', before: undefined, after: 'b' },
    ]);
    expect([read('real.ts'), read('a/b.ts')]).toEqual(['new', 'b']);
    expect(statSync(join(folder, 'real.ts')).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, 'link.ts')).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a', 'link.ts', 'real.ts']);
  });

  it.each([
    ['has changed', 'newer'],
    ['exists by now', undefined],
  ])('refuses a file that %s, and writes no other', (_, before) => {
    writeFileSync(join(folder, 'a.ts'), 'a');
    writeFileSync(join(folder, 'b.ts'), 'mine');
    const changes = [
      { path: 'a.ts', before: 'a', after: 'A' },
      { path: 'b.ts', before, after: 'B' },
    ];
    expect(() => writeFiles(folder, changes)).toThrow(/"b\.ts" must be as it was read/);
    expect([read('a.ts'), read('b.ts')]).toEqual(['a', 'mine']);
  });

  it.skipIf(process.platform === 'win32')('keeps permissions that the umask would not give', () => {
    writeFileSync(join(folder, 'a.ts'), 'old');
    chmodSync(join(folder, 'a.ts'), 0o666);
    writeFiles(folder, [{ path: 'a.ts', before: 'old', after: 'new' }]);
    expect([read('a.ts'), statSync(join(folder, 'a.ts')).mode & 0o777]).toEqual(['new', 0o666]);
  });

  it('refuses a file that is not UTF-8, and writes no other', () => {
    writeFileSync(join(folder, 'a.ts'), 'a');
    writeFileSync(join(folder, 'b.ts'), Buffer.from('// caf\xe9', 'latin1'));
    const changes = [
      { path: 'a.ts', before: 'a', after: 'A' },
      { path: 'b.ts', before: read('b.ts'), after: 'B' },
    ];
    expect(() => writeFiles(folder, changes)).toThrow('"b.ts" must be UTF-8, and is not. Nothing was written.');
    expect([read('a.ts'), readFileSync(join(folder, 'b.ts'), 'latin1')]).toEqual(['a', '// caf\xe9']);
  });
});
