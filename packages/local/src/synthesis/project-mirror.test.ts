import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { mirrorProject } from './project-mirror.js';

function projectOf(...files: readonly string[]): string {
  const project = temporaryFolder();
  for (const file of files) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), file);
  }
  return project;
}

describe('mirrorProject', () => {
  const project = projectOf(
    'package-lock.json',
    'src/shared.ts',
    '.amplify/generated/env/old.ts',
    'amplify/backend.ts',
    'amplify/functions/a/handler.ts',
    'amplify/functions/a/node_modules/dependency/index.js',
    'amplify/cdk.out/manifest.json',
  );
  symlinkSync(join(project, 'src'), join(project, 'amplify', 'linked'));
  const target = join(temporaryFolder(), 'project');
  const working = mirrorProject(project, 'amplify/backend.ts', target);

  it("copies the entry's folder, so that its real paths are in the mirror", () => {
    expect(working).toBe(join(target, project));
    for (const file of ['amplify/backend.ts', 'amplify/functions/a/handler.ts']) {
      expect(realpathSync(join(working, file))).toBe(join(working, file));
      expect(readFileSync(join(working, file), 'utf8')).toBe(file);
    }
  });

  it('links everything else', () => {
    expect(realpathSync(join(working, 'src/shared.ts'))).toBe(join(project, 'src/shared.ts'));
    expect(realpathSync(join(working, 'amplify/linked/shared.ts'))).toBe(join(project, 'src/shared.ts'));
    const dependency = 'amplify/functions/a/node_modules/dependency/index.js';
    expect(realpathSync(join(working, dependency))).toBe(join(project, dependency));
  });

  it('leaves out what syntheses write', () => {
    expect(existsSync(join(working, '.amplify'))).toBe(false);
    expect(existsSync(join(working, 'amplify/cdk.out'))).toBe(false);
  });

  it('has the folders above the project', () => {
    const workspace = projectOf(
      'pnpm-lock.yaml',
      'packages/shared/index.ts',
      'apps/web/amplify/backend.ts',
      'apps/web/next.config.js',
    );
    const elsewhere = join(temporaryFolder(), 'project');
    const web = mirrorProject(join(workspace, 'apps/web'), 'amplify/backend.ts', elsewhere);
    expect(web).toBe(join(elsewhere, workspace, 'apps/web'));
    expect(existsSync(join(web, '../../pnpm-lock.yaml'))).toBe(true);
    expect(realpathSync(join(web, 'amplify/backend.ts'))).toBe(join(web, 'amplify/backend.ts'));
    expect(realpathSync(join(web, '../../packages/shared/index.ts'))).toBe(join(workspace, 'packages/shared/index.ts'));
  });
});
