import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import type { TypeScript } from '../source/load-typescript.js';
import { parseSource, type SourceFile } from '../source/source-file.js';

/** The TypeScript files of `amplify/`, without its packages and what is generated. */
export function amplifySources(typescript: TypeScript, project: string): readonly SourceFile[] {
  return filesBelow(join(project, 'amplify'))
    .map((file) => relative(project, file).split(sep).join('/'))
    .sort()
    .map((path) => parseSource(typescript, path, readFileSync(join(project, path), 'utf8')));
}

/**
 * The file that a relative import or an entry means: as written, with `.ts`, with `.ts` in place of `.js`, or the index of a folder. Undefined
 * for a package, and where there is none.
 */
export function resolveSource(project: string, from: string, specifier: string): string | undefined {
  return sourceCandidates(from, specifier).find((each) => existsSync(join(project, each)));
}

/** The files that `specifier` may mean, in the order in which they are looked for. */
export function sourceCandidates(from: string, specifier: string): readonly string[] {
  if (!specifier.startsWith('.')) return [];
  const path = posix.join(posix.dirname(from), specifier);
  const candidates = [path, path.replace(/\.([cm]?)js$/, '.$1ts'), `${path}.ts`, `${path}/index.ts`];
  return candidates.filter((each) => /\.[cm]?ts$/.test(each));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return (entry.isFile() || isLinkToFile(entry, path)) && /(?<!\.d)\.[cm]?ts$/.test(entry.name) ? [path] : [];
  });
}

function isLinkToFile(entry: Dirent, path: string): boolean {
  return entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
