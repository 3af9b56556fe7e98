// Writes the pages that VitePress builds: what people wrote, with links for the site, and the reference.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rewriteLinks } from './links.mjs';
import { readPage, titleOf, writtenPages } from './pages.mjs';
import { referencePages } from './reference.mjs';
import { onTheForge } from './repository.mjs';

/** Returns `{ route, language, title, markdown }` of every page, without front matter. */
export function stage(folder) {
  rmSync(folder, { recursive: true, force: true });
  const written = writtenPages();
  const routes = new Map(written.map(({ source, route }) => [source, route]));
  const pages = [
    ...written.map(({ source, route, language }) => {
      const { markdown, images } = rewriteLinks(readPage(source), source, routes);
      for (const image of images) cpSync(image, join(folder, 'public', image));
      return { route, language, markdown, edit: onTheForge(source, false) };
    }),
    ...referencePages().map((page) => ({ ...page, language: 'en', edit: undefined })),
  ].map((page) => ({ ...page, title: titleOf(page.markdown) }));
  for (const { route, title, markdown, edit } of pages) {
    const file = join(folder, fileOf(route));
    const matter = { title, editLink: edit !== undefined, ...(edit === undefined ? {} : { edit }) };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `---\n${JSON.stringify(matter)}\n---\n\n${markdown}`);
  }
  return pages;
}

/** The Markdown file of a route. */
export function fileOf(route) {
  return route.endsWith('/') ? `${route.slice(1)}index.md` : `${route.slice(1)}.md`;
}
