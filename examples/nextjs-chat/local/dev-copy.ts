import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A copy of the project, inside of it, whose files can be changed while `next dev` runs. */
export interface DevCopy {
  readonly folder: string;
  /** Puts one text in place of another, which has to be there. `$&` in it is the other. */
  edit(file: string, from: string, to: string): void;
  remove(): void;
}

const FILES = [
  'amplify',
  'app',
  'lib',
  'local',
  'instrumentation.ts',
  'next.config.ts',
  'package.json',
  'tsconfig.json',
];

/** `env` is the content of its .env.local. */
export function copyForDev(env: string): DevCopy {
  const folder = mkdtempSync(resolve('.dev-copy-'));
  for (const file of FILES) cpSync(file, join(folder, file), { recursive: true });
  symlinkSync('../node_modules', join(folder, 'node_modules'));
  writeFileSync(join(folder, '.env.local'), env, { mode: 0o600 });
  return {
    folder,
    edit(file, from, to) {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} must have the text ${JSON.stringify(from)}.`);
      writeFileSync(path, text.replace(from, to));
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
