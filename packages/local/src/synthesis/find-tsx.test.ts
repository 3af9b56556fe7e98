import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { findTsx } from './find-tsx.js';

function workspaceWith(...folders: readonly string[]): string {
  const root = temporaryFolder();
  for (const folder of ['apps/web', ...folders]) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['.pnp.cjs', 'apps/web/package.json']) writeFileSync(join(root, file), '{}');
  return root;
}

describe("findTsx, in a project of Yarn Plug'n'Play,", () => {
  it.each(['.', 'apps/web'])('refuses %s in one sentence, with the command that mends it', (folder) => {
    const root = workspaceWith();
    expect(() => findTsx(join(root, folder))).toThrow(
      expect.objectContaining({
        name: 'NodeModulesMissingError',
        message: expect.stringMatching(
          /must have a node_modules folder, and got Yarn Plug'n'Play \(.+\/\.pnp\.cjs\)\.$/,
        ),
        resolution: 'yarn config set nodeLinker node-modules && yarn install',
      }),
    );
  });

  it('looks for tsx where the project has a node_modules folder of its own', () => {
    const root = workspaceWith('apps/web/node_modules');
    expect(() => findTsx(join(root, 'apps/web'))).toThrow(expect.objectContaining({ name: 'TsxMissingError' }));
  });
});
