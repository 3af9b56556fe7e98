import nodePath, { type PlatformPath } from 'node:path';

/** A folder and those above it, up to the root of its file system, drive or network share. */
export function foldersUpwards(from: string, path: PlatformPath = nodePath): readonly string[] {
  const parent = path.dirname(from);
  return parent === from ? [from] : [from, ...foldersUpwards(parent, path)];
}
