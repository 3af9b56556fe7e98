import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LocalError } from '../local-error.js';

/** From the project to tsx: installed by the project, or by its Amplify command line. */
const TRAILS = [['tsx'], ['@aws-amplify/backend-cli', '@aws-amplify/backend-deployer', 'tsx']];

/**
 * Finds the project's tsx, as a URL for `node --import`.
 *
 * @throws {TsxMissingError} When the project has no tsx, or the folder is not a project.
 */
export function findTsx(project: string): string {
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
