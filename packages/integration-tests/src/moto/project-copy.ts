import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { repositoryRoot } from '../repository.js';

/** Written by deployments, or by Git; not copied. */
const LEFT_OUT = ['.amplify', '.git', 'amplify_outputs.json', 'cdk.out'];

export interface ProjectCopy {
  readonly folder: string;
  remove(): void;
}

/** The repository with its own copy of `amplify/` and links to everything else, so that a deployment writes nothing into it. */
export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ampx-deploy-'));
  for (const name of readdirSync(repositoryRoot)) {
    const [source, target] = [join(repositoryRoot, name), join(folder, name)];
    if (name === 'amplify') cpSync(source, target, { recursive: true, filter: (path) => !isLeftOut(path) });
    else if (!LEFT_OUT.includes(name)) symlinkSync(source, target);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

function isLeftOut(path: string): boolean {
  return LEFT_OUT.includes(basename(path));
}
