// Packs the published packages, once, into a folder: package name → tarball.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function pack(folder) {
  mkdirSync(folder, { recursive: true });
  const tarballs = {};
  for (const name of readdirSync('packages')) {
    const manifest = JSON.parse(readFileSync(join('packages', name, 'package.json'), 'utf8'));
    if (manifest.private) continue;
    const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: join('packages', name),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    tarballs[manifest.name] = JSON.parse(packed)[0].filename;
  }
  return tarballs;
}
