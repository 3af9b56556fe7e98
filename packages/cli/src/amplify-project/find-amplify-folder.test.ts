import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from './amplify-project.test.support.js';
import { findAmplifyFolders, onlyFolder } from './find-amplify-folder.js';

describe('findAmplifyFolders', () => {
  it('finds the backend of a folder, and of the nearest one above', () => {
    const folder = folderWith({ 'amplify/backend.ts': '', 'src/app/page.tsx': '' });
    expect(findAmplifyFolders(folder)).toEqual([folder]);
    expect(findAmplifyFolders(join(folder, 'src/app'))).toEqual([folder]);
  });

  it('finds those below a monorepo, and none in packages or what is built', () => {
    const folder = folderWith({
      'packages/api/amplify/backend.ts': '',
      'apps/web/amplify/backend.ts': '',
      'apps/web/dist/amplify/backend.ts': '',
      'apps/old/.cache/amplify/backend.ts': '',
    });
    expect(findAmplifyFolders(folder)).toEqual([join(folder, 'apps/web'), join(folder, 'packages/api')]);
  });

  it('says how to create a backend where there is none', () => {
    const folder = folderWith({ 'package.json': '{}' });
    expect(() => findAmplifyFolders(folder)).toThrow(
      expect.objectContaining({
        name: 'AmplifyProjectNotFoundError',
        exitCode: 2,
        resolution: expect.stringContaining('npm create amplify@latest'),
      }),
    );
  });

  it('says that a folder is of Gen 1', () => {
    const folder = folderWith({ 'amplify/team-provider-info.json': '{}' });
    expect(() => findAmplifyFolders(folder)).toThrow(/is of Amplify Gen 1/);
  });
});

describe('onlyFolder', () => {
  it('refuses to choose one of several, and names them', () => {
    expect(onlyFolder(['/r/a'], '/r')).toBe('/r/a');
    expect(() => onlyFolder(['/r/a', '/r/b'], '/r')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('a, b'),
        resolution: expect.stringContaining('cd a'),
      }),
    );
  });
});
