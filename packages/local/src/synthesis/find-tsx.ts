import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LocalError } from '../local-error.js';

/** From the project to tsx: installed by the project, or by its Amplify command line. */
const TRAILS = [['tsx'], ['@aws-amplify/backend-cli', '@aws-amplify/backend-deployer', 'tsx']];

/**
 * Finds the project's tsx, as a URL for `node --import`.
 *
 * @throws {TsxMissingError} When the project has no tsx, or the folder is not a project.
 * @throws {NodeModulesMissingError} When the project uses Yarn Plug'n'Play.
 */
export function findTsx(project: string): string {
  refusePlugAndPlay(project, project);
  for (const trail of TRAILS) {
    try {
      const found = trail.reduce((from, name) => createRequire(from).resolve(name), join(project, 'package.json'));
      return pathToFileURL(found).href;
    } catch {
      // Not along this trail.
    }
  }
  const isProject = existsSync(join(project, 'package.json'));
  throw new LocalError(
    'TsxMissingError',
    isProject
      ? `${project} has no tsx, which runs its backend.`
      : `${project} must be a project folder: it has no package.json.`,
    isProject ? 'npm install --save-dev tsx' : "Give the project's folder: synthesize({ cwd: '/path/to/project', … }).",
  );
}

/** The synthesis runs in its own process, in which only a `node_modules` folder leads to packages. */
function refusePlugAndPlay(project: string, folder: string): void {
  if (existsSync(join(folder, 'node_modules'))) return;
  if (existsSync(join(folder, '.pnp.cjs'))) {
    throw new LocalError(
      'NodeModulesMissingError',
      `${project} must have a node_modules folder, and got Yarn Plug'n'Play (${join(folder, '.pnp.cjs')}).`,
      'yarn config set nodeLinker node-modules && yarn install',
    );
  }
  const parent = dirname(folder);
  if (parent !== folder) refusePlugAndPlay(project, parent);
}
