import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchFiles } from './watch-files.js';

const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
let changes = 0;
let stop = () => {};

beforeEach(() => {
  mkdirSync(path('node_modules'), { recursive: true });
  writeFileSync(path('backend.ts'), 'first');
  vi.useFakeTimers();
  changes = 0;
  stop = watchFiles([folder], () => {
    changes += 1;
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const wait = () => vi.advanceTimersByTime(5_000);

describe('watchFiles', () => {
  it('calls once for a file that was written, replaced, added or removed', () => {
    writeFileSync(path('backend.ts'), 'second, longer');
    wait();
    writeFileSync(path('new.tmp'), 'third, longest of all');
    renameSync(path('new.tmp'), path('backend.ts'));
    wait();
    mkdirSync(path('functions'));
    writeFileSync(path('functions/handler.ts'), '');
    wait();
    rmSync(path('functions'), { recursive: true });
    wait();
    expect(changes).toBe(4);
  });

  it('waits until a file stays the same', () => {
    for (const content of ['a', 'ab', 'abc', 'abcd']) {
      writeFileSync(path('backend.ts'), content);
      vi.advanceTimersByTime(400);
    }
    expect(changes).toBe(0);
    wait();
    expect(changes).toBe(1);
  });

  it('does not look at packages, hidden files, or once it is stopped', () => {
    writeFileSync(path('node_modules/index.js'), '1');
    writeFileSync(path('.swap'), '1');
    wait();
    stop();
    writeFileSync(path('backend.ts'), 'changed after it was stopped');
    wait();
    expect(changes).toBe(0);
  });
});
