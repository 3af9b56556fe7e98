import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
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

/** A line for each entry that uses what Node.js's types have elsewhere. */
const ENTRIES: Readonly<Record<string, string>> = {
  '': `declare const signal: all.GetSecretOptions['signal'];
    export const bytes: Promise<Uint8Array> = all.getSecret(all.defineSecrets({
      app: 'myapp', environments: { prod: 'main' }, secrets: { key: all.binarySecret() },
    }).key, { signal });`,
  '/contract': 'export const { encodeDescriptor } = all;',
  '/sdk': 'export const { sdkTransport } = all;',
  '/transport': `export const transport: all.Transport = {
    region: () => 'eu-west-1',
    call: async (_operation, _input, { signal }) => { signal.throwIfAborted(); throw signal.reason; },
  };`,
  '/events': 'export const onEvent = all.emfEvents();',
  '/redact': 'export const { redactSecrets } = all;',
  '/next': 'export const client = all.createNextSecrets({ outputs: {} });',
  '/rotation': 'export const strategy = all.generatedSecret();',
  '/testing': 'export function test() { using held = all.useSecrets({ a: new Uint8Array() }); held.restore(); }',
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

describe('types-node: the public types, in a project without @types/node and without the DOM', () => {
  it.each(Object.keys(ENTRIES))('compile: @amplify-secrets/runtime%s', async (entry) => {
    const file = join(folder, `bare${entry.replace('/', '-')}.ts`);
    await writeFile(file, `import * as all from '@amplify-secrets/runtime${entry}';\n${ENTRIES[entry]}`);
    // The types of packages that an entry builds on, such as the AWS SDK's, are theirs.
    expect(problemsOf(file).filter(({ of }) => !/@aws-sdk|@smithy/.test(of))).toEqual([]);
  });

  it('are those of every entry in package.json', async () => {
    const source = await readFile(join(folder, 'node_modules/@amplify-secrets/runtime/package.json'), 'utf8');
    const { exports }: { exports: object } = JSON.parse(source);
    const typed = Object.keys(exports).filter((name) => name !== './package.json');
    expect(Object.keys(ENTRIES).toSorted()).toEqual(typed.map((name) => name.slice(1)).toSorted());
  });

  it('refuse what they refuse with @types/node', async () => {
    const file = join(folder, 'bare-wrong.ts');
    await writeFile(file, "import { getSecret } from '@amplify-secrets/runtime';\ngetSecret('a', { signal: 5 });");
    expect(problemsOf(file)).toEqual([{ of: 'bare-wrong.ts', code: 2322 }]);
  });
});

/** With the libraries checked too: a missing name in them is not reported otherwise. */
function problemsOf(file: string): readonly { readonly of: string; readonly code: number }[] {
  const program = ts.createProgram([file], {
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map(({ file: at, code }) => ({
    of: at?.fileName.replace(`${folder}/`, '') ?? '',
    code,
  }));
}
