import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';

const FORGE = 'https://github.com/amplify-secrets/amplify-secrets/blob/main/';
const FOLDERS = [
  '.',
  'amplify',
  'docs',
  'docs/benchmarks',
  'docs/decisions',
  'docs/ja',
  'examples',
  ...foldersIn('examples'),
  ...foldersIn('packages'),
];
const pages = FOLDERS.flatMap((folder) =>
  readdirSync(join(repositoryRoot, folder))
    .filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md')
    .map((file) => join(folder, file)),
);

function foldersIn(folder: string): readonly string[] {
  return readdirSync(join(repositoryRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
}

describe.each(pages)('%s', (page) => {
  const text = withoutCode(readFileSync(join(repositoryRoot, page), 'utf8'));
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => link ?? []);

  it('links only to files and headings that exist', () => {
    const own = links.filter((link) => !/^https?:/.test(link));
    // npm shows the READMEs of the packages, so those have the address of the repository.
    const onTheForge = links.filter((link) => link.startsWith(FORGE)).map((link) => link.slice(FORGE.length));
    expect(own.filter((link) => !exists(page, link))).toEqual([]);
    expect(onTheForge.filter((link) => !exists('README.md', link))).toEqual([]);
  });
});

describe('docs/README.md', () => {
  it('links to every page of docs', () => {
    const index = readFileSync(join(repositoryRoot, 'docs/README.md'), 'utf8');
    const wanted = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
    expect(wanted.filter((page) => !index.includes(`](${relative('docs', page)})`))).toEqual([]);
  });
});

function exists(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(repositoryRoot, target))) return false;
  return heading === undefined || anchorsOf(readFileSync(join(repositoryRoot, target), 'utf8')).includes(heading);
}

/** As GitHub makes them. */
function anchorsOf(page: string): readonly string[] {
  return [...withoutCode(page, /^```[\s\S]*?^```$/gm).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(page: string, code = /^```[\s\S]*?^```$|`[^`\n]*`/gm): string {
  return page.replaceAll(code, '');
}
