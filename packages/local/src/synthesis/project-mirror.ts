import { copyFileSync, existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * Makes a folder in which a project synthesises without touching the project: Amplify writes `.amplify/generated` under the
 * working directory, where two syntheses at once meet half-written files.
 *
 * Only the entry's folder is copied, because Amplify finds a function's code by the real path of the file that defines it,
 * and CDK wants that path under the folder of the lock file. Everything else is a symbolic link.
 *
 * Returns the working directory that stands for `project` in the mirror.
 */
export function mirrorProject(project: string, entry: string, target: string): string {
  const working = realpathSync(project);
  const root = lockFileFolder(working) ?? working;
  mirror(root, target, relative(root, dirname(resolve(working, entry))).split(sep));
  return join(target, relative(root, working));
}

const LOCK_FILES = ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lockb', 'bun.lock'];
/** Written by syntheses and of no use to one, or Git's. */
const LEFT_OUT = ['.amplify', '.git', 'cdk.out'];

function lockFileFolder(folder: string): string | undefined {
  if (LOCK_FILES.some((file) => existsSync(join(folder, file)))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : lockFileFolder(parent);
}

function mirror(from: string, to: string, [inside, ...deeper]: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const source = join(from, name);
    if (name === inside && deeper.length > 0) mirror(source, join(to, name), deeper);
    else if (name === inside) copy(source, join(to, name));
    else if (!LEFT_OUT.includes(name)) symlinkSync(source, join(to, name));
  }
}

/** Real folders and files, so that real paths stay in the mirror; what is installed stays where it is. */
function copy(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === 'node_modules' || entry.isSymbolicLink()) symlinkSync(realpathSync(source), target);
    else if (entry.isFile()) copyFileSync(source, target);
    else if (entry.isDirectory() && !LEFT_OUT.includes(entry.name)) copy(source, target);
  }
}
