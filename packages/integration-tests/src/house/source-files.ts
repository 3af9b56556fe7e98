import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../repository.js';

export const PUBLISHED = ['runtime', 'backend', 'local', 'cli'] as const;
export const PACKAGES = [...PUBLISHED, 'integration-tests', 'benchmarks'] as const;

export interface SourceFile {
  /** Below the package's src: `targets/target.ts`. */
  readonly path: string;
  readonly source: string;
}

/** The TypeScript files of a package, tests and their support among them. */
export function filesOf(name: string): readonly SourceFile[] {
  const folder = join(repositoryRoot, 'packages', name, 'src');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(folder, file), source: readFileSync(file, 'utf8') }));
}

export function productFilesOf(name: string): readonly SourceFile[] {
  return filesOf(name).filter(({ path }) => !/\.test\.(support\.)?ts$/.test(path));
}

export function testFilesOf(name: string): readonly SourceFile[] {
  return filesOf(name).filter(({ path }) => path.endsWith('.test.ts'));
}

/** The specifiers of static imports, re-exports, dynamic imports and require, types included. */
export function importsOf({ source }: SourceFile): readonly string[] {
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The file that a relative specifier is about, below the package's src. */
export function resolved({ path }: SourceFile, specifier: string): string {
  return join(path, '..', specifier.replace(/\.js$/, '.ts'));
}
