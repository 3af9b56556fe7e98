import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';

interface Checks {
  readonly faultsOf: (built: string, base?: string) => readonly string[];
  readonly missingFrom: (sidebars: object, pages: readonly { readonly route: string }[]) => readonly string[];
}
const { faultsOf, missingFrom }: Checks = await import(
  pathToFileURL(join(repositoryRoot, 'scripts/site/check.mjs')).href
);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function site(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-site-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

describe('the check of the built site', () => {
  it('accepts links to headings and files of its own, and links that a person follows elsewhere', () => {
    const built = site({
      'index.html':
        '<a href="/guide#how">x</a> <a href="/llms.txt">x</a> <a href="https://aws.amazon.com">x</a> <img src="/a.png">',
      'guide.html': '<h2 id="how">How</h2> <a href="#how">x</a> <a href="/">x</a>',
      'llms.txt': '',
    });
    expect(faultsOf(built)).toEqual([]);
  });

  it.each([
    ['a script', '<script src="https://cdn.example.com/a.js"></script>'],
    ['a style', '<link rel="stylesheet" href="//cdn.example.com/a.css">'],
    ['a font', '<style>@font-face { src: url("https://fonts.example.com/a.woff2") }</style>'],
    ['an image', '<img alt="" src="https://img.example.com/a.png">'],
    ['a frame', '<iframe src="https://example.com"></iframe>'],
  ])('refuses %s of another host', (_, html) => {
    expect(faultsOf(site({ 'index.html': html }))).toEqual([expect.stringMatching(/^index\.html: requests /)]);
  });

  it('refuses a style sheet that loads from another host', () => {
    const built = site({ 'assets/a.css': '@import "https://fonts.example.com/css";' });
    expect(faultsOf(built)).toEqual(['assets/a.css: requests https://fonts.example.com/css']);
  });

  it('refuses a link to a page or a heading that does not exist', () => {
    const built = site({ 'index.html': '<a href="/nowhere">x</a> <a href="/guide#nowhere">x</a>', 'guide.html': '' });
    expect(faultsOf(built)).toEqual(['index.html: dead link /nowhere', 'index.html: no heading for /guide#nowhere']);
  });

  it('names a page that no sidebar has', () => {
    const sidebars = { en: [{ items: [{ link: '/why' }] }] };
    expect(missingFrom(sidebars, [{ route: '/why' }, { route: '/lost' }])).toEqual(['/lost']);
  });
});
