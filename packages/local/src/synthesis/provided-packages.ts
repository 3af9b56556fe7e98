import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Lambda's Node.js runtimes contain these, so bundles may leave them out, as Amplify's own code does. */
const PROVIDED = ['@aws-sdk', '@smithy'];

/** Makes the project's AWS SDK, and no other of its packages, visible to the bundles under `folder`. */
export function linkProvidedPackages(project: string, folder: string): void {
  for (const scope of PROVIDED) {
    const target = join(folder, 'node_modules', scope);
    mkdirSync(target, { recursive: true });
    linkMissing(project, scope, target);
  }
}

/** The nearest version of each package, from the project's folder upwards. */
function linkMissing(from: string, scope: string, target: string): void {
  const source = join(from, 'node_modules', scope);
  for (const name of existsSync(source) ? readdirSync(source) : []) {
    if (!existsSync(join(target, name))) symlinkSync(join(source, name), join(target, name));
  }
  const parent = dirname(from);
  if (parent !== from) linkMissing(parent, scope, target);
}
