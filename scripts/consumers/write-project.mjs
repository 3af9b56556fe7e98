// The project of a row: a declaration, a grant, a handler and a test, with the row's tool and package manager.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MANAGERS } from './managers.mjs';
import { TYPESCRIPT } from './rows.mjs';
import { TOOLS } from './tools.mjs';

const SOURCES = fileURLToPath(new URL('project/', import.meta.url));
const CDK = { 'aws-cdk-lib': '2.276.0', constructs: '10.8.1', '@types/node': '20.19.24' };

/** `tarballs` is package → path; the project needs none of the repository. */
export function writeProject(folder, row, tarballs, registry) {
  const manager = MANAGERS[row.manager];
  const tool = TOOLS[row.tool];
  const files = Object.fromEntries(Object.entries(tarballs).map(([name, tarball]) => [name, `file:${tarball}`]));
  mkdirSync(folder, { recursive: true });
  for (const source of ['secrets', 'backend', 'handler', 'main'])
    cpSync(join(SOURCES, `${source}.ts`), join(folder, `${source}.ts`));
  if (tool.runner) {
    const test = readFileSync(join(SOURCES, 'handler.test.ts'), 'utf8').replace("'test-runner'", `'${tool.runner}'`);
    writeFileSync(join(folder, 'handler.test.ts'), test);
  }
  const manifest = {
    name: row.name,
    version: '1.0.0',
    private: true,
    ...(tool.type && { type: tool.type }),
    scripts: { types: 'tsc -p .', ...(tool.build ? { build: tool.build } : { test: tool.test }) },
    dependencies: { '@amplify-secrets/runtime': files['@amplify-secrets/runtime'] },
    devDependencies: {
      '@amplify-secrets/backend': files['@amplify-secrets/backend'],
      ...CDK,
      ...tool.packages,
      typescript: TYPESCRIPT[row.typescript],
    },
    ...manager.overrides({ '@amplify-secrets/runtime': files['@amplify-secrets/runtime'] }),
  };
  const tsconfig = {
    compilerOptions: {
      target: 'ES2022',
      ...tool.compilerOptions,
      strict: true,
      skipLibCheck: false,
      types: ['node'],
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: '.',
      outDir: 'types',
    },
    include: ['*.ts'],
  };
  const written = {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'tsconfig.json': `${JSON.stringify(tsconfig, null, 2)}\n`,
    ...tool.files,
    ...manager.files({ '@amplify-secrets/runtime': files['@amplify-secrets/runtime'] }, registry),
  };
  for (const [file, text] of Object.entries(written)) writeFileSync(join(folder, file), text);
}
