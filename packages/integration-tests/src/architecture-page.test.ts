import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';

const PACKAGES = readdirSync(join(repositoryRoot, 'packages'));
const FOLDERS = ['packages', 'docs', 'scripts', 'amplify', 'examples', '.github', '.changeset'];

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s', (page) => {
  const paths = pathsOn(readFileSync(join(repositoryRoot, page), 'utf8'));

  it('names only files and folders that exist', () => {
    expect(paths.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([]);
  });

  it('names files of more than one package', () => {
    expect(new Set(paths.map((path) => path.split('/')[1])).size).toBeGreaterThan(1);
  });
});

/** What stands in backticks and begins with a folder of the repository or with the name of a package, in lines that are not marked as planned. */
function pathsOn(page: string): readonly string[] {
  return page
    .split('\n')
    .filter((line) => !line.includes('*planned*'))
    .flatMap((line) => [...line.matchAll(/`([\w./-]+)`/g)].flatMap(([, path]) => path ?? []))
    .flatMap((path) => {
      const [first = '', ...rest] = path.split('/');
      if (rest.length === 0) return /^[\w-]+\.(md|json)$/.test(path) && path !== 'API.md' ? [path] : [];
      if (PACKAGES.includes(first)) return [`packages/${path}`];
      return FOLDERS.includes(first) ? [path] : [];
    });
}
