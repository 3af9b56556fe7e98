import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { shellLine } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';

const BACKEND = 'amplify/backend.ts';
/** `apps/web`, `packages/team/api`. */
const DEEPEST = 3;
const NEVER = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'amplify']);

/**
 * The folders that have `amplify/backend.ts`: the nearest one at or above `from`, or else all below it, as in a monorepo.
 *
 * @throws {AmplifyProjectNotFoundError} When there is none.
 */
export function findAmplifyFolders(from: string): readonly string[] {
  const above = folderAbove(from);
  if (above !== undefined) return [above];
  const below = foldersBelow(from, DEEPEST);
  if (below.length > 0) return below;
  const isFirstGeneration =
    existsSync(join(from, 'amplify/team-provider-info.json')) || existsSync(join(from, 'amplify/.config'));
  throw new CliError(
    'AmplifyProjectNotFoundError',
    isFirstGeneration
      ? `The folder "${join(from, 'amplify')}" is of Amplify Gen 1, and this needs the ${BACKEND} of Gen 2.`
      : `There must be an ${BACKEND} in "${from}", in a folder above it or in one below it, and there is none.`,
    isFirstGeneration
      ? 'Migrate to Gen 2 first: https://docs.amplify.aws/react/start/migrate-to-gen2/'
      : 'Create a backend first, in the folder of your app: npm create amplify@latest. Or run the command where one is.',
  );
}

/**
 * The only folder of several.
 *
 * @throws {AmplifyProjectNotFoundError} When there are more, and nobody can be asked.
 */
export function onlyFolder(folders: readonly string[], from: string): string {
  const [folder, ...others] = folders;
  if (folder !== undefined && others.length === 0) return folder;
  const names = folders.map((each) => relative(from, each));
  throw new CliError(
    'AmplifyProjectNotFoundError',
    `One folder must be chosen, and ${names.length} have an ${BACKEND}: ${names.join(', ')}.`,
    shellLine`Run the command in one of them, for example: cd ${names[0] ?? '.'}`,
  );
}

function folderAbove(from: string): string | undefined {
  if (existsSync(join(from, BACKEND))) return from;
  const parent = dirname(from);
  return parent === from ? undefined : folderAbove(parent);
}

function foldersBelow(folder: string, depth: number): readonly string[] {
  if (existsSync(join(folder, BACKEND))) return [folder];
  if (depth === 0) return [];
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !NEVER.has(entry.name))
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => foldersBelow(join(folder, name), depth - 1));
}

/** Nothing of a folder that may not be read. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
