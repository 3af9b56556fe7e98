import { existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Lambda's Node.js runtimes contain these, so bundles may leave them out, as Amplify's own code does. */
const PROVIDED = ['@aws-sdk', '@smithy'];

/** Packages of an Amplify project that depend on the AWS SDK, for package managers that give each package its own. */
const DEPENDENTS = ['@amplify-secrets/backend', '@aws-amplify/backend', '@aws-amplify/backend-cli'];

/** Makes the project's AWS SDK, and no other of its packages, visible to the bundles under `folder`. */
export function linkProvidedPackages(project: string, folder: string): void {
  const places = [...ancestors(project), ...DEPENDENTS.flatMap((name) => dependenciesOf(project, name))];
  for (const scope of PROVIDED) {
    const target = join(folder, 'node_modules', scope);
    mkdirSync(target, { recursive: true });
    for (const place of places) for (const modules of modulesIn(place)) linkMissing(join(modules, scope), target);
  }
}

/** From a folder upwards. */
function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

/** The folders from which an installed package resolves its own dependencies, wherever the package manager put it. */
function dependenciesOf(project: string, name: string): readonly string[] {
  const [installed] = ancestors(project)
    .map((folder) => join(folder, 'node_modules', name))
    .filter((folder) => existsSync(folder));
  return installed === undefined ? [] : ancestors(realpathSync(installed));
}

/** The folder itself where it is a `node_modules`; pnpm keeps in a second one what the project does not name. */
function modulesIn(folder: string): readonly string[] {
  if (basename(folder) === 'node_modules') return [folder];
  const modules = join(folder, 'node_modules');
  return [modules, join(modules, '.pnpm', 'node_modules')];
}

function linkMissing(source: string, target: string): void {
  for (const name of existsSync(source) ? readdirSync(source) : []) {
    if (!existsSync(join(target, name))) symlinkSync(join(source, name), join(target, name));
  }
}
