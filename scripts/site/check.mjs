// What must hold for the built site: links lead to headings, nothing comes from another host, and the menu has every page.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns a sentence for each fault. */
export function faultsOf(built, base = '/') {
  const files = readdirSync(built, { recursive: true }).map(String);
  const pages = new Map(
    files.filter((file) => file.endsWith('.html')).map((file) => [file, readFileSync(join(built, file), 'utf8')]),
  );
  const ids = new Map([...pages].map(([file, html]) => [file, new Set(attributesOf(html, 'id'))]));
  const faults = [...pages].flatMap(([file, html]) => [
    ...requestsOf(html).map((address) => `${file}: requests ${address}`),
    ...linksOf(html).flatMap((link) => faultOfLink(file, link)),
  ]);
  const inStyles = files
    .filter((file) => file.endsWith('.css'))
    .flatMap((file) =>
      foreignIn(readFileSync(join(built, file), 'utf8')).map((address) => `${file}: requests ${address}`),
    );
  return [...new Set([...faults, ...inStyles])];

  function faultOfLink(file, link) {
    const [path, heading] = link.split('#');
    const target = path === '' ? file : fileAt(path.slice(base.length));
    if (target === undefined)
      return existsSync(join(built, path.slice(base.length))) ? [] : [`${file}: dead link ${link}`];
    if (heading === undefined || heading === '' || ids.get(target).has(decodeURIComponent(heading))) return [];
    return [`${file}: no heading for ${link}`];
  }

  function fileAt(path) {
    return [`${path}.html`, join(path, 'index.html'), path].find((file) => pages.has(file));
  }
}

/** Routes of pages that the sidebars do not have. */
export function missingFrom(sidebars, pages) {
  const linked = new Set(
    Object.values(sidebars).flatMap((groups) => groups.flatMap(({ items }) => items.map(({ link }) => link))),
  );
  return pages.map(({ route }) => route).filter((route) => !linked.has(route));
}

function attributesOf(html, name) {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => value);
}

/** What a browser fetches by itself: scripts, styles, fonts, images, frames. Links that a person follows are not among it. */
function requestsOf(html) {
  const tags = html.match(/<(?:script|link|img|iframe|video|audio|source|object|embed)\b[^>]*>/g) ?? [];
  const addresses = tags.flatMap((tag) =>
    ['src', 'href', 'srcset', 'data', 'poster'].flatMap((name) => attributesOf(tag, name)),
  );
  return [...addresses.filter(isForeign), ...(html.match(/<style[\s\S]*?<\/style>/g) ?? []).flatMap(foreignIn)];
}

function foreignIn(css) {
  return [...css.matchAll(/(?:url\(|@import\s+)\s*["']?([^"')\s;]+)/g)].map(([, address]) => address).filter(isForeign);
}

function isForeign(address) {
  return /^(?:[a-z]+:)?\/\//i.test(address);
}

/** Links of pages to the site itself. */
function linksOf(html) {
  return (html.match(/<a\b[^>]*>/g) ?? [])
    .flatMap((tag) => attributesOf(tag, 'href'))
    .map((link) => link.replaceAll('&amp;', '&'))
    .filter((link) => /^[/#]/.test(link));
}
