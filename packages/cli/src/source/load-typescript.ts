import { createRequire } from 'node:module';
import { join } from 'node:path';
import type typescript from 'typescript';
import { CliError } from '../errors/cli-error.js';

export type TypeScript = typeof typescript;

/** From the project to TypeScript: installed by the project, or by its Amplify command line. */
const TRAILS = [['typescript'], ['@aws-amplify/backend-cli', '@aws-amplify/backend-deployer', 'typescript']];

/**
 * The project's own TypeScript, which knows its syntax. TypeScript 7 has no compiler API, so that of the Amplify command line is next.
 *
 * @throws {TypeScriptMissingError} When there is none with a compiler API.
 */
export function loadTypeScript(project: string): TypeScript {
  for (const trail of TRAILS) {
    try {
      const file = trail.reduce((from, name) => createRequire(from).resolve(name), join(project, 'package.json'));
      const found: unknown = createRequire(file)(file);
      if (hasCompilerApi(found)) return found;
    } catch {
      // Not along this trail.
    }
  }
  throw new CliError(
    'TypeScriptMissingError',
    `The project in ${project} must have a TypeScript with a compiler API, which versions 5 and 6 have, and has none.`,
    'npm install --save-dev typescript@6.0.3',
  );
}

function hasCompilerApi(found: unknown): found is TypeScript {
  return typeof Object(found).createSourceFile === 'function';
}
