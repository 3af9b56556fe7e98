// Links of the Markdown files lead to files, as the forge wants them. On the site they lead to routes.
import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { onTheForge } from './repository.mjs';

const CODE = /(^```[\s\S]*?^```$|`[^`\n]*`)/m;
const IMAGE = /\.(svg|png)$/;

/**
 * The Markdown with its links rewritten, and the images that it shows.
 * `routes` is a map of the pages' files to their routes.
 */
export function rewriteLinks(markdown, source, routes) {
  const images = new Set();
  const parts = markdown.split(new RegExp(CODE, 'gm')).map((part, index) => {
    // The odd ones are code.
    if (index % 2 === 1) return part;
    return part.replaceAll(/\]\(([^)\s]+)\)/g, (_, link) => `](${rewritten(link)})`);
  });
  return { markdown: parts.join(''), images: [...images] };

  function rewritten(link) {
    if (/^[a-z]+:/.test(link) || link.startsWith('#')) return link;
    const [path, heading] = link.split('#');
    const target = posix.normalize(posix.join(posix.dirname(source), path)).replace(/\/$/, '');
    const anchor = heading === undefined ? '' : `#${heading}`;
    const route = routes.get(target) ?? routes.get(posix.join(target, 'README.md')) ?? referenceOf(target);
    if (route !== undefined) return `${route}${anchor}`;
    if (!existsSync(target)) throw new Error(`${source}: links to ${target}, which does not exist`);
    if (IMAGE.test(target)) {
      images.add(target);
      return `/${target}`;
    }
    return onTheForge(target, statSync(target).isDirectory());
  }
}

/** A package's page on the site is its reference. */
function referenceOf(target) {
  const name = /^packages\/(\w+)(?:\/(?:README|API)\.md)?$/.exec(target)?.[1];
  return name !== undefined && existsSync(`packages/${name}/API.md`) ? `/reference/${name}` : undefined;
}
