import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typescript } from '../source/source.test.support.js';
import { dotenvLines } from './dotenv-lines.js';
import { importCode } from './import-code.js';
import { importPlan } from './import-plan.js';

const FILE = `API_URL=https://api.example
NODE_ENV=production
odd_name=1
STRIPE_API_KEY=x
STRIPE_WEBHOOK_SECRET=y
SESSION_SECRET=z
`;

/** Where the lines are pasted: what they name there, by module. */
const STUBS: Readonly<Record<string, string>> = {
  'aws-cdk-lib/aws-ssm': `export declare class StringParameter {
  constructor(scope: Stack, id: string, props: { readonly stringValue: string });
  readonly stringValue: string;
}
declare class Stack { readonly region: string }`,
  '@amplify-secrets/runtime': `export declare function defineSecrets<T extends object>(set: { app: string; environments: object; secrets: T }): T;
export declare function jsonSecret(fields: readonly string[]): { readonly kind: 'json' };
export declare function textSecret(): { readonly kind: 'text' };`,
};
const GLOBALS = `declare class Stack { readonly region: string }
declare const backend: {
  createStack(name: string): Stack;
  myFunction: { addEnvironment(key: string, value: string): void };
};`;

/** What the compiler says of a module, with declarations in place of the packages. */
function errorsIn(code: string): readonly string[] {
  const files = new Map([
    ['/main.ts', code],
    ['/globals.d.ts', GLOBALS],
    ...Object.entries(STUBS).map(([name, text]) => [`/stubs/${posix.basename(name)}.d.ts`, text] as const),
  ]);
  const options = {
    strict: true,
    noEmit: true,
    noUnusedLocals: true,
    target: typescript.ScriptTarget.ES2022,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts'],
    types: [],
    paths: Object.fromEntries(Object.keys(STUBS).map((name) => [name, [`/stubs/${posix.basename(name)}.d.ts`]])),
  };
  const host = typescript.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, version) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, version) : typescript.createSourceFile(path, text, version);
  };
  const program = typescript.createProgram(['/main.ts', '/globals.d.ts'], options, host);
  return typescript
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('importCode', () => {
  const code = importCode(importPlan(dotenvLines(FILE).lines, undefined), '.env', 'shop');

  it('prints lines for backend.ts that compile', () => {
    expect(code.backend.join('\n')).toMatch(/new StringParameter[\s\S]*addEnvironment\('NODE_ENV'/);
    expect(errorsIn(code.backend.join('\n'))).toEqual([]);
  });

  it('prints a declaration that compiles', () => {
    expect(errorsIn(code.declaration.join('\n'))).toEqual([]);
    expect(errorsIn(`${code.declaration.join('\n')}\nsecrets.nothing;`)).toEqual([
      expect.stringContaining("'nothing' does not exist"),
    ]);
  });
});
