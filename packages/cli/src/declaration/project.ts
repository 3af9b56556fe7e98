import { existsSync, readFileSync } from 'node:fs';
import nodePath, { dirname, join, type PlatformPath } from 'node:path';
import { shellLine } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';
import { foldersUpwards } from './folders-upwards.js';
import { type ProjectSettings, settingsOf } from './project-settings.js';

export const DEFAULT_DECLARATION = 'amplify/secrets/resource.ts';

/** The project that a command is about. */
export interface Project {
  /** The folder with `amplify/`, where `ampx` runs. */
  readonly folder: string;
  /** The name in its package.json, which is the namespace of its sandboxes. */
  readonly packageName: string | undefined;
  readonly settings: ProjectSettings;
  /** The file with `defineSecrets`. */
  readonly declaration: string;
}

/**
 * Finds the project of a folder, or of the nearest folder above it, and its declaration: `--declaration`, or that of `"amplifySecrets"` in
 * package.json, or `amplify/secrets/resource.ts`.
 *
 * @throws {DeclarationNotFoundError} When there is no such file.
 * @throws {ProjectSettingsInvalidError} When `"amplifySecrets"` in package.json is not valid.
 */
export function findProject(from: string, declaration?: string): Project {
  const folder = projectFolder(from);
  const { packageName, settings } = packageIn(folder ?? from);
  const file = declarationFile(from, folder ?? from, declaration, settings.declaration);
  if (existsSync(file)) {
    const production = settings.production ?? productionAbove(file);
    return { folder: folder ?? from, packageName, settings: { ...settings, production }, declaration: file };
  }
  throw new CliError(
    'DeclarationNotFoundError',
    `The declaration of the secrets must be in ${file}, and there is no such file.`,
    declaration === undefined && settings.declaration === undefined
      ? 'Run the command in the folder of your project, or name the file that calls defineSecrets: --declaration path/to/secrets.ts. To keep it: "amplifySecrets": { "declaration": "path/to/secrets.ts" } in package.json. To write one: npx amplify-secrets init'
      : 'Name the file that calls defineSecrets.',
  );
}

/** What the command line names is relative to where the command was called; what package.json names, to the folder of that. */
export function declarationFile(
  from: string,
  folder: string,
  named: string | undefined,
  setting: string | undefined,
  path: PlatformPath = nodePath,
): string {
  return named !== undefined ? path.resolve(from, named) : path.resolve(folder, setting ?? DEFAULT_DECLARATION);
}

/** The name in the package.json of a folder, for a project that has no declaration yet. */
export function packageNameIn(folder: string): string | undefined {
  return packageIn(folder).packageName;
}

/** The nearest folder at or above that has a declaration, or says in package.json where it is. */
function projectFolder(from: string): string | undefined {
  return foldersUpwards(from).find(
    (folder) => existsSync(join(folder, DEFAULT_DECLARATION)) || packageIn(folder).settings.declaration !== undefined,
  );
}

/** What the project of the declaration lists, where the command is called in another one. */
function productionAbove(declaration: string): readonly string[] | undefined {
  return foldersUpwards(dirname(declaration))
    .map((folder) => packageIn(folder).settings.production)
    .find((production) => production !== undefined);
}

/** What cannot be read must not count as no settings: "production" would be gone. */
function packageIn(folder: string): Pick<Project, 'packageName' | 'settings'> {
  const file = join(folder, 'package.json');
  let manifest: unknown;
  try {
    // With a byte order mark, npm reads it too.
    manifest = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const { code }: { readonly code?: unknown } = Object(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw new CliError(
        'ProjectSettingsInvalidError',
        `${file} could not be read: ${error instanceof SyntaxError ? 'it is not valid JSON' : String(code ?? 'unknown error')}.`,
        shellLine`Solve the error, and try it with: npm --prefix ${folder} pkg get name`,
      );
    }
  }
  const { name, amplifySecrets }: Readonly<Record<string, unknown>> = Object(manifest);
  return { packageName: typeof name === 'string' ? name : undefined, settings: settingsOf(amplifySecrets, file) };
}
