import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROGRAMS: Readonly<Record<string, string>> = {
  'next.ts': `import { createNextSecrets } from '@amplify-secrets/runtime/next';
    export const { getSecret, getSecrets, putSecret, invalidateSecret, prefetchSecrets } = createNextSecrets({ outputs: {} });`,
  'sdk.ts': `import { sdkTransport } from '@amplify-secrets/runtime/sdk';
    export const transport = sdkTransport();
    export const { call, region } = sdkTransport();`,
  'testing.ts': `import { useSecrets } from '@amplify-secrets/runtime/testing';
    export const override = useSecrets({});`,
  'events.ts': `import { emfEvents } from '@amplify-secrets/runtime/events';
    export const onEvent = emfEvents();`,
  'redact.ts': `import { redactSecretsOf } from '@amplify-secrets/runtime/redact';
    export const of = redactSecretsOf;`,
  'main.ts': `import { createSecretsClient, defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
    export const client = createSecretsClient();
    export const { getSecret, putSecret } = client;
    export const secrets = defineSecrets({
      app: 'myapp', environments: { prod: 'main' }, secrets: { key: textSecret(), stripe: jsonSecret(['apiKey']) },
    });`,
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'declarations-'));
  // As it is installed: types of a package elsewhere could be named by their path.
  const require = createRequire(import.meta.url);
  const source = dirname(require.resolve('@amplify-secrets/runtime/package.json'));
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@amplify-secrets/runtime'), { recursive: true });
  for (const part of ['dist', 'package.json']) {
    await cp(join(source, part), join(modules, '@amplify-secrets/runtime', part), { recursive: true });
  }
  const shared = join(import.meta.dirname, '../../../node_modules');
  for (const name of ['@standard-schema', '@aws-sdk', '@smithy', '@types']) {
    await symlink(join(shared, name), join(modules, name));
  }
  for (const [file, text] of Object.entries(PROGRAMS)) await writeFile(join(folder, file), text);
});
afterAll(() => rm(folder, { recursive: true }));

describe('declaration-next: what an entry returns, exported from a package that emits declarations', () => {
  it.each(Object.keys(PROGRAMS))('compiles: %s', (file) => {
    const program = ts.createProgram([join(folder, file)], {
      declaration: true,
      strict: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      outDir: join(folder, 'out'),
      types: ['node'],
    });
    const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
    expect(diagnostics.map(({ code, messageText }) => [code, messageText])).toEqual([]);
  });
});
