import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Bundles may leave these out, as Amplify's own code in every bundle does: Lambda's Node.js runtimes hold them. */
const PROVIDED = ['@aws-sdk', '@smithy'];

/** Makes the AWS SDK that the project sees visible to the bundles under `folder`, and nothing else of its packages. */
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
