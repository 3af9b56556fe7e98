import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import type { Backend, Deployment } from '../backend/model.js';
import { temporaryFolder } from '../temporary-folder.js';
import { synthesize } from './synthesize.js';

const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));
const deployment: Deployment = { type: 'branch', namespace: 'd123abc', name: 'main' };

vi.setConfig({ testTimeout: 180_000 });

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

describe('a function that is defined outside of the folder of the entry', () => {
  const codeOf = (text: string) => `export const handler = async () => '${text}';\n`;
  const define = (name: string) =>
    `import { defineFunction } from '@aws-amplify/backend';\nexport const ${name} = defineFunction({ name: '${name}', entry: './handler.ts' });\n`;
  const backendOf = (imports: Readonly<Record<string, string>>) =>
    [
      "import { defineBackend } from '@aws-amplify/backend';",
      ...Object.entries(imports).map(([name, from]) => `import { ${name} } from '${from}';`),
      `defineBackend({ ${Object.keys(imports).join(', ')} });`,
    ].join('\n');

  /** The bundle of a function. */
  function bundleOf({ functions }: Backend, name: string): string {
    const folder = functions.find((each) => each.name === name)?.codeDirectory;
    return folder === undefined ? 'no bundle' : readFileSync(join(folder, 'index.mjs'), 'utf8');
  }

  it('is bundled from its own folder, reached by a path, an alias or a package of the workspace', async () => {
    const root = repositoryOf({
      'package.json': '{"private":true}',
      'package-lock.json': '{"name":"root","lockfileVersion":3,"packages":{}}',
      'web/package.json': '{"name":"web","private":true,"type":"module"}',
      'web/tsconfig.json':
        '{"compilerOptions":{"module":"esnext","moduleResolution":"bundler","paths":{"@/*":["./src/*"]}}}',
      'web/src/path/resource.ts': define('reachedByPath'),
      'web/src/path/handler.ts': codeOf('by path'),
      'web/src/alias/resource.ts': define('reachedByAlias'),
      'web/src/alias/handler.ts': codeOf('by alias'),
      'packages/functions/package.json':
        '{"name":"@acme/functions","private":true,"type":"module","exports":"./resource.ts"}',
      'packages/functions/resource.ts': define('reachedByPackage'),
      'packages/functions/handler.ts': codeOf('by package'),
      'web/amplify/package.json': '{"type":"module"}',
      'web/amplify/backend.ts': backendOf({
        reachedByPath: '../src/path/resource',
        reachedByAlias: '@/alias/resource',
        reachedByPackage: '@acme/functions',
      }),
    });
    mkdirSync(join(root, 'web/node_modules/@acme'), { recursive: true });
    symlinkSync(join(root, 'packages/functions'), join(root, 'web/node_modules/@acme/functions'));
    const backend = await synthesize({ cwd: join(root, 'web'), deployment });
    expect(bundleOf(backend, 'reachedByPath')).toContain('by path');
    expect(bundleOf(backend, 'reachedByAlias')).toContain('by alias');
    expect(bundleOf(backend, 'reachedByPackage')).toContain('by package');
  });

  it('is bundled from its own folder, in a package of CommonJS', async () => {
    const root = repositoryOf({
      'package.json': '{"private":true}',
      'package-lock.json': '{"name":"root","lockfileVersion":3,"packages":{}}',
      'web/package.json': '{"name":"web","private":true}',
      'web/src/index.ts': "export { inCommonJs } from './worker/resource';\n",
      'web/src/worker/resource.ts': define('inCommonJs'),
      'web/src/worker/handler.ts': codeOf('in CommonJS'),
      'web/amplify/package.json': '{"type":"module"}',
      'web/amplify/backend.ts': backendOf({ inCommonJs: '../src/index' }),
    });
    const backend = await synthesize({ cwd: join(root, 'web'), deployment });
    expect(bundleOf(backend, 'inCommonJs')).toContain('in CommonJS');
  });
});
