import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequiredSecret } from './required-secrets.js';
import { fileNames, trimLine } from './value-files.js';

const secret = (name: string): RequiredSecret => ({
  store: 'secrets-manager',
  name,
  ids: [name],
  region: undefined,
  kind: 'text',
  fields: undefined,
  isRead: true,
});

describe('fileNames', () => {
  it('has a plain word for each name, and none twice', () => {
    const names = ['a/token', 'b/token', 'b/Token', 'x/-rf', '/', 'rds!db', 'a+b=c@d', '..'];
    expect([...fileNames(names.map(secret)).values()]).toEqual([
      'token.txt',
      'token-2.txt',
      'Token-3.txt',
      'rf.txt',
      'secret.txt',
      'rds-db.txt',
      'a-b-c-d.txt',
      'secret-2.txt',
    ]);
  });
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'value-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const PEM = '-----BEGIN KEY-----\r\nabc\r\n-----END KEY-----';
const UTF_16 = Buffer.from('\ufeffwhsec_abc\r\n', 'utf16le');

describe('F10: trimLine', () => {
  it.each([
    ['a line feed', 'whsec_abc\n', 'whsec_abc'],
    ['a line feed of Windows', 'whsec_abc\r\n', 'whsec_abc'],
    ['a byte order mark', '\ufeffwhsec_abc', 'whsec_abc'],
    ['all of them and empty lines', '\ufeffwhsec_abc \r\n\r\n', 'whsec_abc'],
    ['UTF-16, as PowerShell 5 writes it', UTF_16, 'whsec_abc'],
    ['line ends within the value, which stay', `${PEM}\r\n`, PEM],
    ['other letters', 'größe😀\n', 'größe😀'],
    ['nothing around the value', 'whsec_abc', 'whsec_abc'],
  ])('leaves the value of a file with %s', (_what, written, expected) => {
    const files = ['a.txt', 'b.json'];
    for (const file of files) writeFileSync(join(folder, file), written);
    execFileSync('sh', ['-c', trimLine(files)], { cwd: folder });
    for (const file of files) expect(readFileSync(join(folder, file), 'utf8')).toBe(expected);
  });

  it('changes no file whose letters it does not know', () => {
    const latin1 = Buffer.from('größe\n', 'latin1');
    writeFileSync(join(folder, 'a.txt'), latin1);
    expect(() => execFileSync('sh', ['-c', trimLine(['a.txt'])], { cwd: folder, stdio: 'ignore' })).toThrow();
    expect(readFileSync(join(folder, 'a.txt'))).toEqual(latin1);
  });

  it('has nothing that PowerShell, cmd or a history of commands would replace', () => {
    expect(trimLine(['a.txt'])).not.toMatch(/[$`%!^\\\n]/);
  });
});
