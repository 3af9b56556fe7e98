import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { testProject } from './project.test.support.js';
import { type CliOptions, type CliResult, runCli } from './run-cli.test.support.js';

/** Values that are in no word of ours. A part of six characters is a leak, and so is base64 or hex. */
export const CANARIES = ['kA9x2LmQ7tRvB4nWz8YcE5dH', 'pU3sJ6fG1hKx0ZyVqN8wD2bT', 'iO5eC7rM4aXl9QkS6uHj3FgP'] as const;
const TYPESCRIPT = fileURLToPath(new URL('../../../node_modules/typescript', import.meta.url));
const PART = 6;
const FORMS = CANARIES.flatMap((canary) => [
  ...Array.from({ length: canary.length - PART + 1 }, (_, start) => canary.slice(start, start + PART)),
  Buffer.from(canary).toString('base64').slice(0, 12),
  Buffer.from(canary).toString('hex').slice(0, 16),
]);

/** The parts of values in a text. */
export function leaksIn(text: string): readonly string[] {
  return FORMS.filter((form) => text.includes(form));
}

/** A command of each verb, in an order in which each finds what it needs. */
export const VERBS: Readonly<Record<string, { readonly words: readonly string[]; readonly stdin?: string }>> = {
  init: { words: ['--yes'] },
  list: { words: [] },
  check: { words: ['--env', 'staging'] },
  get: { words: ['stripe', '--env', 'staging'] },
  set: { words: ['stripe.apiKey', '-', '--env', 'staging'], stdin: CANARIES[2] },
  remove: { words: ['slackToken', '--env', 'staging', '--yes'] },
  restore: { words: ['slackToken', '--env', 'staging'] },
  history: { words: ['stripe', '--env', 'staging'] },
  rollback: { words: ['stripe', '--env', 'staging', '--yes'] },
  diff: { words: ['staging', 'dev'] },
  copy: { words: ['--from', 'staging', '--to', 'dev', '--confirm', 'dev'] },
  import: { words: ['.env.imported', '--env', 'staging', '--apply', '--overwrite', '--yes'] },
  export: { words: ['.env.written', '--env', 'staging'] },
  run: {
    words: [
      '--env',
      'staging',
      '--no-inherit',
      '--',
      process.execPath,
      '-e',
      'console.log(process.env); console.error(process.env)',
    ],
  },
  // Its values are in local.test.ts: here it has no backend to deploy.
  local: { words: ['--branch', 'staging'] },
  doctor: { words: ['--env', 'staging', '--values'] },
  rotate: { words: ['stripe', '--env', 'staging'] },
  report: { words: [] },
  // It reads no value.
  migrate: { words: [] },
};

/** At each of its waits these hold a value, or half of one. The others read metadata alone, or nothing. */
export const HOLDING: readonly string[] = [
  'get',
  'set',
  'rollback',
  'diff',
  'export',
  'run',
  'doctor',
  'copy',
  'import',
];

/** These ask AWS nothing: `local` has one of its own, and here no backend for it. */
export const WITHOUT_AWS: readonly string[] = ['init', 'local', 'migrate', 'report'];

export interface Scene {
  readonly folder: string;
  /** Runs a command with homes and temporary folders of its own. */
  readonly run: (words: readonly string[], options?: Partial<CliOptions>) => Promise<CliResult>;
  /** Files below any of its folders that have a part of a value, but for those that `export` writes and `import` reads. */
  readonly leakingFiles: () => readonly string[];
  readonly variables: () => Readonly<Record<string, string>> & { readonly HOME: string };
}

/** A project with a home and a temporary folder in which nothing else writes. */
export function leakScene(variables: () => Readonly<Record<string, string>>): Scene {
  const { folder, write } = testProject();
  write('amplify/backend.ts', "import { defineBackend } from '@aws-amplify/backend';\n\ndefineBackend({});\n");
  symlinkSync(TYPESCRIPT, join(folder, 'node_modules/typescript'));
  write(
    '.env.imported',
    `STRIPE_API_KEY=${CANARIES[1]}\nSTRIPE_WEBHOOK_SECRET='${CANARIES[2]}'\nSLACK_TOKEN=${CANARIES[0]}\nDB_HOST=${CANARIES[0]}\nNEXT_PUBLIC_TOKEN=${CANARIES[1]}\n`,
  );
  const away = mkdtempSync(join(tmpdir(), 'amplify-secrets-leaks-'));
  afterAll(() => rmSync(away, { recursive: true, force: true }));
  for (const name of ['home', 'tmp', 'reports']) mkdirSync(join(away, name));
  const all = () => ({ HOME: join(away, 'home'), TMPDIR: join(away, 'tmp'), ...variables() });
  return {
    folder,
    variables: all,
    run: (words, options = {}) => runCli(words, { folder, ...options, variables: { ...all(), ...options.variables } }),
    leakingFiles: () =>
      [folder, away].flatMap((root) =>
        filesIn(root).filter(
          (file) => !/\/\.env\.(?:written|imported)$/.test(file) && leaksIn(readFileSync(file, 'latin1')).length > 0,
        ),
      ),
  };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

/** A module that Node.js loads before the command, as an option of NODE_OPTIONS. */
export function preload(scene: Scene, name: string, source: string): string {
  const file = join(scene.folder, name);
  writeFileSync(file, source);
  return `--import ${file}`;
}
