// After `changeset version`: the examples name the packages of this repository with the versions that they have now.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const manifestOf = (file) => JSON.parse(readFileSync(file, 'utf8'));
const versions = Object.fromEntries(
  readdirSync('packages')
    .map((name) => manifestOf(join('packages', name, 'package.json')))
    .map(({ name, version }) => [name, version]),
);

for (const example of readdirSync('examples')) {
  const file = join('examples', example, 'package.json');
  if (!existsSync(file)) continue;
  const manifest = manifestOf(file);
  for (const dependencies of [manifest.dependencies, manifest.devDependencies]) {
    for (const name of Object.keys(dependencies ?? {})) dependencies[name] = versions[name] ?? dependencies[name];
  }
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}
