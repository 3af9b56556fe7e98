import { copyFileSync, existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';

/**
 * Creates a folder in which a project synthesises without a change to the project. Amplify writes `.amplify/generated` under
 * the working directory, where two syntheses at once would read each other's half-written files.
 *
 * The mirror has every folder above the project, so that a relative path leads where it leads in the project, also out of it.
 * Only the entry's folder is copied, whose tsconfig.json leads to `.amplify/generated`. Everything else is a symbolic link, and the
 * runner loads modules by their paths in the mirror.
 *
 * Returns the mirror's counterpart of `project`, the working directory.
 */
export function mirrorProject(project: string, entry: string, target: string): string {
  const working = realpathSync(project);
  const { root } = parse(working);
  mirror(root, target, relative(root, dirname(resolve(working, entry))).split(sep));
  return join(target, relative(root, working));
}

/** What syntheses write but do not read, and Git's folder. */
const LEFT_OUT = ['.amplify', '.git', 'cdk.out'];

function mirror(from: string, to: string, [inside, ...deeper]: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const name of new Set([...(inside === undefined ? [] : [inside]), ...namesIn(from)])) {
    const source = join(from, name);
    if (name === inside && deeper.length > 0) mirror(source, join(to, name), deeper);
    else if (name === inside) copy(source, join(to, name));
    else if (!LEFT_OUT.includes(name)) symlinkSync(source, join(to, name));
  }
}

/** A folder above the project may be closed to its user. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Copies folders and files, so that real paths stay in the mirror; installed packages stay where they are. */
function copy(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === 'node_modules' || entry.isSymbolicLink()) symlinkSync(realpathSync(source), target);
    else if (entry.isFile()) copyFileSync(source, target);
    else if (entry.isDirectory() && !LEFT_OUT.includes(entry.name)) copy(source, target);
  }
}
