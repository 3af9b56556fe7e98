import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import type { Deployment } from '../backend/model.js';
import { temporaryFolder } from '../temporary-folder.js';
import { synthesize } from './synthesize.js';

const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));
const deployment: Deployment = { type: 'branch', namespace: 'd123abc', name: 'main' };

vi.setConfig({ testTimeout: 60_000 });

/** A folder with an app that has a lock file of its own, and the given files beside it. */
function repositoryOf(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  const all = {
    'api/package.json': '{"name":"api","private":true,"type":"module"}',
    'api/package-lock.json': '{"name":"api","lockfileVersion":3,"packages":{}}',
    ...files,
  };
  for (const [file, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  symlinkSync(modules, join(root, 'node_modules'));
  symlinkSync(modules, join(root, 'api/node_modules'));
  return root;
}

const define = "import { defineBackend, defineFunction } from '@aws-amplify/backend';\n";
const fn = "export const worker = defineFunction({ name: 'worker', entry: './handler.ts' });\n";

describe('F05: code outside of the folder of the lock file', () => {
  it('is found by a relative path, from the backend and from a bundle', async () => {
    const root = repositoryOf({
      'shared/name.ts': "export const name = 'shared';\n",
      'api/amplify/worker/resource.ts': define + fn,
      'api/amplify/worker/handler.ts': `import { name } from '../../../shared/name';\nexport const handler = async () => name;\n`,
      'api/amplify/backend.ts': `${define}import { name } from '../../shared/name';\nimport { worker } from './worker/resource';
        if (name !== 'shared') throw new Error(name);\ndefineBackend({ worker });\n`,
    });
    const backend = await synthesize({ cwd: join(root, 'api'), deployment });
    expect(backend.functions.map(({ name }) => name)).toContain('worker');
  });

  it('has its own path in an error', async () => {
    const root = repositoryOf({
      'shared/broken.ts': 'throw new Error(import.meta.url);\n',
      'api/amplify/backend.ts': "import '../../shared/broken';\nimport '../../shared/nowhere';\n",
    });
    await expect(synthesize({ cwd: join(root, 'api'), deployment })).rejects.toMatchObject({
      cause: { message: expect.stringContaining(join(root, 'shared')) },
    });
  });
});
