import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../repository.js';
import type { Kit } from './kit.js';
import type { Edit, Mutation } from './mutation.js';
import { type Broken, prove } from './prove.js';
import { UnexpectedOutcome } from './synthesize-project.js';

export interface Verdict {
  readonly mutation: Mutation;
  /** How it was noticed; `survived` if it was not, `missing` if the string to replace is not there exactly once. */
  readonly by: 'answer' | 'grant' | 'synthesis' | 'survived' | 'missing';
  readonly projects: number;
  readonly pairs: number;
  readonly broken?: Broken;
}

/** Whether a mutation was noticed as it should be: one that only breaks the synthesis proves nothing. */
export function isNoticed({ mutation, by }: Verdict): boolean {
  return by === 'answer' || by === 'grant' || (by === 'synthesis' && mutation.stopsSynthesis);
}

const PACKAGES = ['runtime', 'backend'];
/** Projects that a mutant may refuse before its search ends. */
const REFUSED = 40;

/** Proves a copy of the built kit with one rule broken; the kit itself is never touched. */
export async function proveMutant(
  mutation: Mutation,
  options: { readonly seed: number; readonly pairs: number },
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  try {
    const kit = await copyOfKit(folder, mutation);
    if (kit === undefined) return { mutation, by: 'missing', projects: 0, pairs: 0 };
    return search(kit, mutation, options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A broken kit may refuse a whole project; then another may show more, unless that is what the mutation is noticed by. */
function search(
  kit: Kit,
  mutation: Mutation,
  { seed, pairs: most }: { readonly seed: number; readonly pairs: number },
): Verdict {
  // What only the end of the synthesis refuses tells nothing of a kit without that end, or of one that it stops anyway.
  const refusals = mutation.also === undefined && !mutation.stopsSynthesis;
  let [projects, pairs, refused] = [0, 0, 0];
  let last: Broken | undefined;
  for (;;) {
    const proof = prove(kit, { seed: seed + projects, pairs: most - pairs, refusals });
    projects += proof.projects;
    pairs += proof.pairs;
    const { broken } = proof;
    if (broken === undefined) {
      return last === undefined
        ? { mutation, by: 'survived', projects, pairs }
        : { mutation, by: 'synthesis', projects, pairs, broken: last };
    }
    const by = broken.pair !== undefined ? 'answer' : broken.error instanceof UnexpectedOutcome ? 'grant' : 'synthesis';
    refused += 1;
    last = broken;
    if (by !== 'synthesis' || mutation.stopsSynthesis || refused === REFUSED || pairs >= most) {
      return { mutation, by, projects, pairs, broken };
    }
  }
}

/** Undefined where the mutation does not fit the files. */
export async function copyOfKit(folder: string, mutation?: Mutation): Promise<Kit | undefined> {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@amplify-secrets'), { recursive: true });
  for (const name of PACKAGES) {
    const [from, to] = [join(repositoryRoot, 'packages', name), join(modules, '@amplify-secrets', name)];
    mkdirSync(to);
    writeFileSync(join(to, 'package.json'), manifestWithoutSources(readFileSync(join(from, 'package.json'), 'utf8')));
    cpSync(join(from, 'dist'), join(to, 'dist'), {
      recursive: true,
      filter: (path) => !/\.(d\.ts|map|tsbuildinfo)$|\.test\./.test(path),
    });
  }
  // One aws-cdk-lib for the kit and the proof, as in a user's project.
  for (const name of ['aws-cdk-lib', 'constructs'])
    symlinkSync(join(repositoryRoot, 'node_modules', name), join(modules, name));
  if (mutation !== undefined && !mutate(modules, mutation)) return undefined;
  const [runtime, backend] = await Promise.all(
    PACKAGES.map((name) => import(pathToFileURL(join(modules, '@amplify-secrets', name, 'dist/index.js')).href)),
  );
  // The copy exports what the original exports.
  return { ...runtime, ...backend } as Kit;
}

/** The copy is of `dist` alone, and Vitest resolves the condition of the sources everywhere. */
function manifestWithoutSources(manifest: string): string {
  return JSON.stringify(JSON.parse(manifest), (key, value) => (key === '@amplify-secrets/source' ? undefined : value));
}

function mutate(modules: string, { also, ...edit }: Mutation): boolean {
  return apply(modules, edit) && (also === undefined || apply(modules, also));
}

function apply(modules: string, { file, find, replace }: Edit): boolean {
  const [name = '', ...path] = file.split('/');
  const target = join(modules, '@amplify-secrets', name, 'dist', ...path);
  const parts = partsOf(target, find);
  if (parts.length !== 2) return false;
  writeFileSync(target, parts.join(replace));
  return true;
}

/** Whether each string to replace is in the built kit exactly once. */
export function isApplicable({ also, ...edit }: Mutation): boolean {
  return [edit, ...(also === undefined ? [] : [also])].every(({ file, find }) => {
    const [name = '', ...path] = file.split('/');
    return partsOf(join(repositoryRoot, 'packages', name, 'dist', ...path), find).length === 2;
  });
}

function partsOf(file: string, find: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split(find) : [];
}
