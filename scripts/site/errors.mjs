// The kit's errors, each of which has a heading in docs/errors.md.
import { readFileSync } from 'node:fs';

const names = new Set(
  [...readFileSync('docs/errors.md', 'utf8').matchAll(/^## (\w+Error)$/gm)].map(([, name]) => name),
);

/** The name as a link to its heading; undefined for any other word. */
export function linkedError(name) {
  return names.has(name) ? `[\`${name}\`](/errors#${name.toLowerCase()})` : undefined;
}
