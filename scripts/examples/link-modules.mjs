// Gives a folder the node_modules of another, as hard links: seconds in place of minutes, and no space.
import { linkSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Both folders have to be on one file system. */
export function linkModules(from, to) {
  linkFolder(join(from, 'node_modules'), join(to, 'node_modules'));
}

function linkFolder(from, to) {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}
