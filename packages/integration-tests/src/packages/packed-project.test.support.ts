import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../repository.js';

const PUBLISHED = ['runtime', 'backend', 'local', 'cli'];
const SCOPE = '@amplify-secrets';

export interface Outcome {
  readonly status: number | null;
  /** Standard output, then standard error, without colours. */
  readonly output: string;
}

/** Projects of users, in one folder, on the packages as npm would install them from their tarballs. */
export interface PackedProjects {
  /** Writes a project, and returns its folder. */
  write(name: string, files: Readonly<Record<string, string>>): string;
  /** Installs `@amplify-secrets/runtime` in a project of its own as pnpm does: a link to a folder in `.pnpm`. */
  installAsPnpm(project: string): void;
  remove(): void;
}

export function packedProjects(): PackedProjects {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-packed-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, SCOPE), { recursive: true });
  for (const name of PUBLISHED) install(name, join(modules, SCOPE, name));
  // Versions that only this package has.
  symlinkSync(join(repositoryRoot, 'packages/cli/node_modules'), join(modules, SCOPE, 'cli/node_modules'));
  // Everything else is that of the repository, what integration-tests has of its own first.
  for (const each of ['packages/integration-tests/node_modules', 'node_modules'])
    linkMissing(join(repositoryRoot, each), modules);
  return {
    write(name, files) {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name, path)), { recursive: true });
        writeFileSync(join(folder, name, path), content);
      }
      return join(folder, name);
    },
    installAsPnpm(project) {
      const { version } = JSON.parse(readFileSync(join(modules, SCOPE, 'runtime/package.json'), 'utf8'));
      const store = join(project, `node_modules/.pnpm/${SCOPE}+runtime@${version}/node_modules/${SCOPE}/runtime`);
      install('runtime', store);
      mkdirSync(join(project, 'node_modules', SCOPE), { recursive: true });
      symlinkSync(store, join(project, 'node_modules', SCOPE, 'runtime'));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs Node.js in a project, without the variables of the test run that calls it. */
export function runNode(project: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', CI: '1', ...env },
  });
  return { status, output: stdout + stderr };
}

/** Links the packages of a folder that the other one lacks. */
function linkMissing(from: string, to: string): void {
  for (const entry of readdirSync(from)) {
    if (entry === SCOPE || entry.startsWith('.')) continue;
    const isScope = entry.startsWith('@');
    if (isScope) mkdirSync(join(to, entry), { recursive: true });
    for (const name of isScope ? readdirSync(join(from, entry)).map((each) => join(entry, each)) : [entry])
      if (!existsSync(join(to, name))) symlinkSync(join(from, name), join(to, name));
  }
}

function install(name: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: join(repositoryRoot, 'packages', name),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename }] = JSON.parse(packed);
  execFileSync('tar', ['-xzf', filename], { cwd: folder });
  rmSync(join(folder, filename));
  for (const entry of readdirSync(join(folder, 'package')))
    renameSync(join(folder, 'package', entry), join(folder, entry));
  rmSync(join(folder, 'package'), { recursive: true });
}
