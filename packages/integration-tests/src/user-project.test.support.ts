import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from './repository.js';

export const COMPILER_OPTIONS = {
  target: 'ES2022',
  module: 'NodeNext',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

/** Writes a user's project: these files, what npm writes beside them, and the repository's packages. */
export function writeProject(folder: string, files: Readonly<Record<string, string>>): void {
  const all = {
    'package.json': '{ "name": "my-app", "private": true, "type": "module" }',
    'package-lock.json': '{ "name": "my-app", "lockfileVersion": 3, "packages": {} }',
    'amplify/package.json': '{ "type": "module" }',
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
}

/** What the compiler reports for the tsconfig.json of a folder; empty when it finds no error. */
export function typeErrors(folder: string): string {
  const tsc = join(repositoryRoot, 'node_modules/typescript/bin/tsc');
  try {
    execFileSync(process.execPath, [tsc, '-p', folder], { stdio: 'pipe', encoding: 'utf8' });
    return '';
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}
