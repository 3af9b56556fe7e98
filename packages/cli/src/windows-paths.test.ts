import { win32 } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryBeside } from './commands/export/private-file.js';
import { reportFiles } from './commands/last-report.js';
import { openingCommand } from './commands/report/open-page.js';
import { foldersUpwards } from './declaration/folders-upwards.js';
import { declarationFile } from './declaration/project.js';

describe('on Windows', () => {
  it.each([
    ['C:\\code\\shop', ['C:\\code\\shop', 'C:\\code', 'C:\\']],
    ['C:/code/shop', ['C:/code/shop', 'C:/code', 'C:/']],
    ['\\\\server\\share\\shop', ['\\\\server\\share\\shop', '\\\\server\\share\\']],
    ['D:\\', ['D:\\']],
  ])('looks for the project and for a git repository in %s and above, up to its drive or share', (from, folders) => {
    expect(foldersUpwards(from, win32)).toEqual(folders);
  });

  it.each([
    [undefined, undefined, 'C:\\shop\\amplify\\secrets\\resource.ts'],
    ['..\\secrets.ts', undefined, 'C:\\shop\\secrets.ts'],
    ['../secrets.ts', undefined, 'C:\\shop\\secrets.ts'],
    ['D:\\shared\\secrets.ts', undefined, 'D:\\shared\\secrets.ts'],
    ['\\shared\\secrets.ts', undefined, 'C:\\shared\\secrets.ts'],
    [undefined, 'shared/secrets.ts', 'C:\\shop\\shared\\secrets.ts'],
    [undefined, 'shared\\secrets.ts', 'C:\\shop\\shared\\secrets.ts'],
    [undefined, '../shared/secrets.ts', 'C:\\shared\\secrets.ts'],
  ])('finds the declaration that --declaration %j or package.json %j names', (named, setting, file) => {
    expect(declarationFile('C:\\shop\\amplify', 'C:\\shop', named, setting, win32)).toBe(file);
  });

  it('loads a declaration whose path has spaces, a hash and a percent sign by its URL', () => {
    const { href } = pathToFileURL('C:\\my shop\\100% #1\\resource.ts', { windows: true });
    expect(href).toBe('file:///C:/my%20shop/100%25%20%231/resource.ts');
  });

  it('writes an export beside its file, on the same drive', () => {
    expect(temporaryBeside('D:\\shop\\.env.local', win32)).toMatch(
      /^D:\\shop\\\.amplify-secrets-\d+-[0-9a-f-]{36}\.tmp$/,
    );
    expect(temporaryBeside('\\\\server\\share\\.env', win32)).toMatch(/^\\\\server\\share\\\.amplify-secrets-/);
  });

  it.each([
    ['.amplify\\artifacts\\cdk.out', 'C:\\shop\\.amplify\\artifacts\\cdk.out\\access-report.json'],
    ['reports', 'C:\\shop\\reports\\access-report.json'],
    // As path.relative has it from another drive.
    ['D:\\reports', 'D:\\reports\\access-report.json'],
  ])('finds the access report in %s', (from, file) => {
    expect(reportFiles('C:\\shop', from, win32).file).toBe(file);
  });

  it('opens the page without cmd.exe, which would read & in its path', () => {
    expect(openingCommand('C:\\a & b\\access-report.html', {}, 'win32')).toEqual([
      'rundll32',
      'url.dll,FileProtocolHandler',
      'file:///C:/a%20&%20b/access-report.html',
    ]);
  });
});
