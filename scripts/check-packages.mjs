// Packs each published package as npm would and checks the tarball: publint, are-the-types-wrong, and what is in it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-packages-'));
let faults = 0;

for (const name of readdirSync('packages')) {
  const manifest = JSON.parse(readFileSync(join('packages', name, 'package.json'), 'utf8'));
  if (manifest.private) continue;
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--pack-destination', folder, '--workspace', manifest.name]),
  );
  const tarball = join(folder, packed.filename);
  const stray = packed.files.map(({ path }) => path).filter((path) => /\.test\.|tsbuildinfo/.test(path));
  check(`${manifest.name}: only what is published`, stray.length === 0, stray.join('\n'));
  check(
    `${manifest.name}: LICENSE and README.md`,
    ['LICENSE', 'README.md'].every((file) => packed.files.some(({ path }) => path === file)),
  );
  attempt(`${manifest.name}: publint`, 'npx', ['publint', 'run', tarball, '--strict']);
  attempt(`${manifest.name}: are the types wrong`, 'npx', ['attw', tarball, '--profile', 'esm-only']);
  console.log(
    `  ${(packed.size / 1024).toFixed(1)} kB packed, ${(packed.unpackedSize / 1024).toFixed(1)} kB unpacked, ${packed.files.length} files`,
  );
}
rmSync(folder, { recursive: true });
process.exitCode = faults === 0 ? 0 : 1;

function run(command, args) {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function attempt(title, command, args) {
  try {
    run(command, args);
    check(title, true);
  } catch (error) {
    check(title, false, `${error.stdout ?? ''}${error.stderr ?? ''}`);
  }
}

function check(title, ok, detail = '') {
  console.log(`${ok ? '✓' : '✗'} ${title}`);
  if (ok) return;
  faults++;
  if (detail !== '') console.log(detail.replace(/^/gm, '    '));
}
