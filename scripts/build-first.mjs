// Vitest's setup of the projects whose child processes, bundles, syntheses and mutants are those of the built packages: nothing stale is tested.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Not through npx, which inherits the options of an npx around this process, and refuses them.
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

export default function setup() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-b'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tsc -b failed:\n${stdout}${stderr}`);
}
