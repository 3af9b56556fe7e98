import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A PATH whose `npx` runs a project's esbuild without npm. CDK bundles each function by `npx --no-install esbuild`, where the start of npm
 * takes ten times as long as esbuild. It is the esbuild of the nearest node_modules, which npx would run. Everything else goes to the npx
 * of the given PATH. The program is written into `folder`. Where there is no `sh`, the PATH stays as it is.
 */
export function withDirectNpx(path: string, folder: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return path;
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'npx'), PROGRAM, { mode: 0o700 });
  return [programs, path].join(delimiter);
}

const PROGRAM = `#!/bin/sh
PATH="\${PATH#*:}"
if [ "$1" = --no-install ] && [ "$2" = esbuild ]; then
  at="$PWD"
  while [ -n "$at" ]; do
    if [ -x "$at/node_modules/.bin/esbuild" ]; then
      shift 2
      exec "$at/node_modules/.bin/esbuild" "$@"
    fi
    at="\${at%/*}"
  done
fi
exec npx "$@"
`;
