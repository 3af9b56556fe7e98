import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from './amplify-project.test.support.js';
import { installLines, packageManagerOf, programLine } from './package-manager.js';

describe('packageManagerOf', () => {
  it.each([
    ['npm', { 'package-lock.json': '{}' }],
    ['pnpm', { 'pnpm-lock.yaml': '' }],
    ['yarn', { 'yarn.lock': '' }],
    ['bun', { 'bun.lock': '' }],
    ['bun', { 'bun.lockb': '' }],
    ['npm', { 'package.json': '{}' }],
    ['yarn', { 'package.json': '{"packageManager":"yarn@4.5.0+sha224.00"}', 'package-lock.json': '{}' }],
    ['npm', { 'package.json': 'no JSON', 'package-lock.json': '{}' }],
    ['npm', { 'package.json': '{"packageManager":"deno@2"}' }],
  ] as const)('is %s for %j', (manager, files) => {
    expect(packageManagerOf(folderWith({ '.git/HEAD': '', ...files }))).toBe(manager);
  });

  it('is that of the workspace, and not of a folder above the repository', () => {
    const folder = folderWith({
      'yarn.lock': '',
      'repository/.git/HEAD': '',
      'repository/pnpm-workspace.yaml': '',
      'repository/packages/api/package.json': '{}',
      'other/.git/HEAD': '',
    });
    expect(packageManagerOf(join(folder, 'repository/packages/api'))).toBe('pnpm');
    expect(packageManagerOf(join(folder, 'other'))).toBe('npm');
  });
});

describe('installLines', () => {
  it.each([
    ['npm', 'npm install @amplify-secrets/runtime', 'npm install --save-dev @amplify-secrets/backend'],
    ['pnpm', 'pnpm add @amplify-secrets/runtime', 'pnpm add --save-dev @amplify-secrets/backend'],
    ['yarn', 'yarn add @amplify-secrets/runtime', 'yarn add --dev @amplify-secrets/backend'],
    ['bun', 'bun add @amplify-secrets/runtime', 'bun add --dev @amplify-secrets/backend'],
  ] as const)(
    'adds the runtime to the dependencies, and the rest to those of development, with %s',
    (manager, add, development) => {
      const [first, second] = installLines(manager, new Set());
      expect([first, second]).toEqual([add, expect.stringMatching(new RegExp(`^${development} `))]);
    },
  );

  it('leaves out what is installed', () => {
    const installed = new Set(['@amplify-secrets/runtime', '@amplify-secrets/backend', '@amplify-secrets/local']);
    expect(installLines('npm', installed)).toEqual(['npm install --save-dev @amplify-secrets/cli']);
  });
});

describe('programLine', () => {
  it('runs a program of an installed package', () => {
    expect(programLine('npm', 'ampx sandbox')).toBe('npx ampx sandbox');
    expect(programLine('pnpm', 'ampx sandbox')).toBe('pnpm exec ampx sandbox');
  });
});
