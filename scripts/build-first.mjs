// Vitest's setup of the projects whose child processes, bundles, syntheses and mutants are those of the built packages: nothing stale is tested.
import { spawnSync } from 'node:child_process';

export default function setup() {
  const { status, stdout } = spawnSync('npx', ['tsc', '-b'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npx tsc -b failed:\n${stdout}`);
}
