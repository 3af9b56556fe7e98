import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

const folders: string[] = [];
// Not where a folder is made: within a test it would be too late to say so.
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A backend with one function, as Amplify's documentation writes it. */
export const ONE_FUNCTION: Readonly<Record<string, string>> = {
  'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { sayHello } from './functions/say-hello/resource';

defineBackend({ sayHello });
`,
  'amplify/functions/say-hello/resource.ts': `import { defineFunction } from '@aws-amplify/backend';

export const sayHello = defineFunction({ name: 'say-hello', entry: './handler.ts' });
`,
  'amplify/functions/say-hello/handler.ts': `export const handler = async () => {
  return { statusCode: 200 };
};
`,
};

/** Writes files into a new folder, which ends with the tests of its file, with the packages of this repository. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-init-')));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  symlinkSync(MODULES, join(folder, 'node_modules'));
  return folder;
}
