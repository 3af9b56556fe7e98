// `npm run tarballs -- <folder>`: packs the published packages into a folder, to install them from there.
import { resolve } from 'node:path';
import { pack } from './examples/pack.mjs';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: npm run tarballs -- <folder>');
  process.exit(2);
}
for (const [name, tarball] of Object.entries(pack(resolve(folder)))) console.log(`${name}  ${tarball}`);
console.log(`In your project: npm install ${folder}/*.tgz`);
