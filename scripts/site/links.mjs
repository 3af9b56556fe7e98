// Links of the Markdown files lead to files, as the forge wants them. On the site they lead to routes.
import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { linkedError } from './errors.mjs';
import { onTheForge } from './repository.mjs';

const CODE = /(^```[\s\S]*?^```$|`[^`\n]*`)/m;
const IMAGE = /\.(svg|png|webp|jpe?g|gif)$/;

/**
 * The Markdown with its links rewritten, names of errors linked, and the images that it shows.
 * `routes` is a map of the pages' files to their routes.
 */
export function rewriteLinks(markdown, source, routes) {
  const images = new Set();
  const parts = markdown.split(new RegExp(CODE, 'gm')).map((part, index, all) => {
    // The odd ones are code.
    if (index % 2 === 1) return withLink(part, all[index - 1], all[index + 1]);
    return part.replaceAll(/\]\(([^)\s]+)\)/g, (_, link) => `](${rewritten(link)})`);
  });
  return { markdown: parts.join(''), images: [...images] };

  /** The name of an error is a link to its heading, where it is not in a link, in a heading or on the errors' own page. */
  function withLink(code, before, after) {
    if (source === 'docs/errors.md' || after.startsWith('](') || /(^|\n)#[^\n]*$|\[[^\]\n]*$/.test(before)) return code;
    return linkedError(code.replaceAll('`', '')) ?? code;
  }

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
