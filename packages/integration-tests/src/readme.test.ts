import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, can, invoke, startLocalAws, synthesize } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';
import { COMPILER_OPTIONS, typeErrors, writeProject } from './user-project.test.support.js';

const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
let project: string;

/** A new user's project: the files of the README, and the one that Amplify's own guide adds. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'amplify-secrets-readme-'));
  const files: Record<string, string> = {
    ...Object.fromEntries(
      [...readme.matchAll(/```ts\n\/\/ (amplify\/[^:\n]+):[^\n]*\n([\s\S]*?)```/g)].map(([, path, code]) => [
        path ?? '',
        code ?? '',
      ]),
    ),
    'amplify/functions/stripe-webhook/resource.ts':
      "import { defineFunction } from '@aws-amplify/backend';\nexport const stripeWebhook = defineFunction({ name: 'stripe-webhook' });\n",
    ...snippets(),
    ...rotationRecipes(),
    ...examplesOfTests(),
    'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['amplify', 'tests'] }),
  };
  writeProject(project, files);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the three files of the README', () => {
  it('are a declaration, a grant and a handler', () => {
    for (const file of ['secrets/resource.ts', 'backend.ts', 'functions/stripe-webhook/handler.ts']) {
      expect(readme).toContain(`// amplify/${file}: `);
    }
  });

  it('compile', () => {
    expect(typeErrors(project)).toBe('');
  });

  it('grant exactly what they say, and read it', async () => {
    const backend: Backend = await synthesize({
      cwd: project,
      deployment: { type: 'branch', namespace: 'd123abc', name: 'main' },
    });
    const aws = await startLocalAws({ backends: [backend] });
    try {
      const { arn } = aws.secrets.put(
        'myapp/prod/stripe',
        JSON.stringify({ apiKey: 'rk_1', webhookSecret: 'whsec_1' }),
      );
      expect(can(backend, 'stripe-webhook', 'secretsmanager:GetSecretValue', arn).effect).toBe('allow');
      expect(can(backend, 'stripe-webhook', 'secretsmanager:PutSecretValue', arn).effect).toBe('deny');
      expect(await invoke(backend, 'stripe-webhook', {}, { aws })).toMatchObject({ payload: { statusCode: 200 } });
    } finally {
      await aws.close();
    }
  });
});

describe('the tests on docs/testing.md', () => {
  it('pass as they are written', () => {
    const vitest = join(repositoryRoot, 'node_modules/vitest/vitest.mjs');
    const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', '--reporter=json'], {
      cwd: project,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
    });
    const { numPassedTests, numFailedTests } = JSON.parse(stdout);
    expect({ numPassedTests, numFailedTests, status }).toEqual({ numPassedTests: 4, numFailedTests: 0, status: 0 });
  });
});

/** Every other TypeScript example of the READMEs, each in its own file beside the declaration that it imports. */
function snippets(): Record<string, string> {
  const declaration = readFileSync(join(repositoryRoot, 'amplify/secrets/resource.ts'), 'utf8');
  const prelude = {
    'README.md': GRANTEES,
    'packages/backend/README.md': GRANTEES,
    'packages/runtime/README.md': '',
    'docs/concepts.md': '',
    'docs/local.md': '',
    'docs/reading.md': '',
    'docs/rotation.md': '',
    'docs/other-principals.md': STACK,
    'docs/report.md': BACKEND,
    'docs/testing.md': '',
    'packages/local/README.md': '',
  };
  const files = Object.entries(prelude).flatMap(([page, before]) => {
    const text = readFileSync(join(repositoryRoot, page), 'utf8');
    const blocks = [...text.matchAll(/```ts\n(?!\/\/ (?:amplify|app|tests)\/)([\s\S]*?)```/g)];
    expect(blocks.length).toBeGreaterThan(0);
    return blocks.map(([, code = ''], index) => {
      const imports =
        code.includes('resource.js') || before === '' ? '' : "import { secrets } from '../../secrets/resource.js';\n";
      return [
        `amplify/pages/${page.replaceAll(/\W/g, '-')}/${index}/example.ts`,
        `${imports}${before}${code}\nexport {};\n`,
      ] as const;
    });
  });
  return { ...Object.fromEntries(files), 'amplify/pages/secrets/resource.ts': declaration };
}

/** The tests on docs/testing.md, with what they test: the files of the README, and a route handler beside a file of docs/nextjs.md. */
function examplesOfTests(): Record<string, string> {
  const page = readFileSync(join(repositoryRoot, 'docs/testing.md'), 'utf8');
  const blocks = [...page.matchAll(/```ts\n\/\/ ((?:amplify|app|tests)\/\S+)\n([\s\S]*?)```/g)];
  const nextjs = readFileSync(join(repositoryRoot, 'docs/nextjs.md'), 'utf8');
  return {
    ...Object.fromEntries(blocks.map(([, path = '', code = '']) => [path, code])),
    'lib/secrets.ts': /```ts\n\/\/ lib\/secrets\.ts\n([\s\S]*?)```/.exec(nextjs)?.[1] ?? '',
    'amplify_outputs.json': '{}',
  };
}

/** The examples of docs/rotation.md that are files of `amplify/`: the recipe for a database, and further calls in backend.ts. */
function rotationRecipes(): Record<string, string> {
  const page = readFileSync(join(repositoryRoot, 'docs/rotation.md'), 'utf8');
  const blocks = [...page.matchAll(/```ts\n\/\/ amplify\/(\S+)\n([\s\S]*?)```/g)];
  expect(blocks.map(([, path]) => path)).toEqual(
    expect.arrayContaining(['secrets/resource.ts', 'functions/rotate-database/handler.ts', 'backend.ts']),
  );
  const files = blocks.map(([, path = '', code = ''], index) => {
    if (path !== 'backend.ts') return [`amplify/rotation/${path}`, code] as const;
    return [
      `amplify/rotation/backend-${index}.ts`,
      `import { secrets } from './secrets/resource.js';\n${ROTATING}${code}\nexport {};\n`,
    ] as const;
  });
  return Object.fromEntries(files);
}

const ROTATING = `declare const backend: {
  readonly stack: import('aws-cdk-lib').Stack;
  createStack(name: string): import('aws-cdk-lib').Stack;
} & Record<'placeOrder' | 'rotateDatabase', import('@amplify-secrets/backend').AmplifyFunction>;
`;
const GRANTEES = `declare const backend: import('@amplify-secrets/backend').ComputeRoleBackend &
  Record<'fn' | 'rotateDatabase' | 'stripeWebhook' | 'tokenRefresh' | 'webhookRouter', import('@amplify-secrets/backend').AmplifyFunction>;
`;
const BACKEND = "declare const backend: { readonly stack: import('aws-cdk-lib').Stack };\n";
const STACK = "declare const stack: import('aws-cdk-lib').Stack;\n";
