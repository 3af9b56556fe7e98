import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['pnpm-workspace.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

interface Words {
  readonly add: string;
  readonly addDevelopment: string;
  /** What runs the program of an installed package. */
  readonly run: string;
}

const WORDS: Readonly<Record<PackageManager, Words>> = {
  npm: { add: 'npm install', addDevelopment: 'npm install --save-dev', run: 'npx' },
  pnpm: { add: 'pnpm add', addDevelopment: 'pnpm add --save-dev', run: 'pnpm exec' },
  yarn: { add: 'yarn add', addDevelopment: 'yarn add --dev', run: 'yarn' },
  bun: { add: 'bun add', addDevelopment: 'bun add --dev', run: 'bunx' },
};

/** What the handlers need, and what only the backend and the developer need. */
const RUNTIME = ['@amplify-secrets/runtime'];
const DEVELOPMENT = ['@amplify-secrets/backend', '@amplify-secrets/cli', '@amplify-secrets/local'];

/**
 * The package manager of a folder: `packageManager` of its package.json, or its lock file, or those of the nearest folder above. In a
 * workspace both are at the root. npm where nothing says otherwise.
 */
export function packageManagerOf(folder: string): PackageManager {
  const declared = declaredIn(join(folder, 'package.json'));
  if (declared !== undefined) return declared;
  const locked = LOCK_FILES.find(([file]) => existsSync(join(folder, file)));
  if (locked !== undefined) return locked[1];
  const parent = dirname(folder);
  // A lock file above the repository is of something else.
  return parent === folder || existsSync(join(folder, '.git')) ? 'npm' : packageManagerOf(parent);
}

/** The lines that install the kit's packages, without those that package.json has already. */
export function installLines(manager: PackageManager, installed: ReadonlySet<string>): readonly string[] {
  const { add, addDevelopment } = WORDS[manager];
  return [[add, RUNTIME] as const, [addDevelopment, DEVELOPMENT] as const].flatMap(([words, packages]) => {
    const missing = packages.filter((name) => !installed.has(name));
    return missing.length === 0 ? [] : [`${words} ${missing.join(' ')}`];
  });
}

/** A line that runs a program: `npx amplify-secrets`. */
export function programLine(manager: PackageManager, program: string): string {
  return `${WORDS[manager].run} ${program}`;
}

/** https://nodejs.org/api/packages.html#packagemanager: `pnpm@9.15.0`. */
function declaredIn(file: string): PackageManager | undefined {
  try {
    const { packageManager } = Object(JSON.parse(readFileSync(file, 'utf8')));
    const [name] = String(packageManager).split('@');
    return name !== undefined && Object.hasOwn(WORDS, name) ? (name as PackageManager) : undefined;
  } catch {
    return undefined;
  }
}
