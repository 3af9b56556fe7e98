// Copies an example to a folder of its own, with the tarballs in place of the packages that are not on npm yet.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const LEFT_OUT = new Set(['node_modules', '.amplify', '.next', 'dist', 'coverage']);

/** The tarballs have to be in `<folder>/tarballs`. */
export function copyExample(name, folder, tarballs) {
  cpSync(join('examples', name), folder, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const files = Object.fromEntries(
    Object.entries(tarballs).map(([name, tarball]) => [name, `file:tarballs/${tarball}`]),
  );
  for (const kind of ['dependencies', 'devDependencies']) {
    for (const dependency of Object.keys(manifest[kind] ?? {})) {
      if (dependency in files) manifest[kind][dependency] = files[dependency];
    }
  }
  // What the packages need of each other is in the tarballs, too.
  manifest.overrides = { ...manifest.overrides, ...files };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  if (existsSync(join(folder, 'package-lock.json'))) throw new Error(`examples/${name} must have no package-lock.json`);
}
