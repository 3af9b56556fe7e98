import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Backend, type Deployment, synthesize } from '@amplify-secrets/local';
import { repositoryRoot } from './repository.js';
import { COMPILER_OPTIONS, typeErrors, writeProject } from './user-project.test.support.js';

const FIXTURES = join(repositoryRoot, 'packages/integration-tests/src/migrating');

/** A copy of the fixture `name` as its own project below `home`, with the diffs applied in order. */
export function projectAfter(home: string, name: string, diffs: readonly string[]): string {
  const project = join(home, `${name}-${diffs.length}`);
  cpSync(join(FIXTURES, name), project, { recursive: true });
  writeProject(project, {});
  for (const diff of diffs) applyDiff(project, diff);
  return project;
}

/** Throws when the diff does not apply exactly. */
function applyDiff(project: string, diff: string): void {
  // Inside a repository, git would resolve the paths from its root.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(project) };
  execFileSync('git', ['apply', '--whitespace=error-all', '-'], { cwd: project, env, input: diff, stdio: 'pipe' });
}

/** What the compiler reports for the `amplify/` folders of all projects below `home`, in one run; empty when it finds no error. */
export function typeErrorsBelow(home: string): string {
  const compilerOptions = { ...COMPILER_OPTIONS, typeRoots: [join(repositoryRoot, 'node_modules/@types')] };
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*/amplify', '*/scripts'] }));
  return typeErrors(home);
}

export const MAIN: Deployment = { type: 'branch', namespace: 'd123abc', name: 'main' };
export const SANDBOX: Deployment = { type: 'sandbox', namespace: 'my-app', name: 'jan' };

/** Synthesises all of them, two at a time: more would only slow each other down. */
export async function synthesizeAll<Name extends string>(
  wanted: Readonly<Record<Name, { readonly cwd: string; readonly deployment: Deployment }>>,
): Promise<Readonly<Record<Name, Backend>>> {
  const waiting = Object.entries<{ readonly cwd: string; readonly deployment: Deployment }>(wanted);
  const done: [string, Backend][] = [];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      done.push([next[0], await synthesize(next[1])]);
    }
  }
  await Promise.all([work(), work()]);
  // Every name was synthesised.
  return Object.fromEntries(done) as Record<Name, Backend>;
}
