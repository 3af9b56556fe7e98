// Which Markdown files of the repository are pages of the site, and under which route.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** `{ source, route, language }` of every page that somebody wrote. Found by pattern, so a new file is a new page. */
export function writtenPages() {
  return [
    ...['README.md', 'README.ja.md'],
    ...['CONTRIBUTING.md', 'ARCHITECTURE.md', 'SECURITY.md'],
    ...markdownIn('docs'),
    ...markdownIn('docs/ja'),
    ...markdownIn('docs/benchmarks'),
    ...markdownIn('docs/decisions'),
    ...markdownIn('amplify'),
    ...markdownIn('examples'),
    ...foldersIn('examples').flatMap((folder) => markdownIn(folder)),
  ]
    .filter((source) => existsSync(source))
    .map((source) => {
      const route = routeOf(source);
      return { source, route, language: route.startsWith('/ja/') ? 'ja' : 'en' };
    });
}

/** The title of a page is its first heading. */
export function titleOf(markdown) {
  return (/^# (.+)$/m.exec(markdown)?.[1] ?? '').replaceAll('`', '');
}

export function readPage(source) {
  return readFileSync(source, 'utf8');
}

/** `docs/why.md` is `/why`, `docs/ja/why.md` and `README.ja.md` are below `/ja/`. */
function routeOf(source) {
  const english = source.replace('docs/ja/', 'docs/').replace(/\.ja\.md$/, '.md');
  const prefix = english === source ? '/' : '/ja/';
  return posix.join(prefix, ROUTES[english] ?? pathOf(english));
}

const ROUTES = {
  'README.md': '',
  'docs/README.md': 'questions',
  'CONTRIBUTING.md': 'contributing',
  'ARCHITECTURE.md': 'architecture',
  'SECURITY.md': 'security-policy',
  'amplify/README.md': 'examples/amplify',
  'examples/README.md': 'examples/',
};

function pathOf(source) {
  return source
    .replace(/^docs\//, '')
    .replace(/\/README\.md$/, '')
    .replace(/\.md$/, '');
}

function markdownIn(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => posix.join(folder, file));
}

function foldersIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
}
