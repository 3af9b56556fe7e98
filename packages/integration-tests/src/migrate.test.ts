import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';
import { COMPILER_OPTIONS, typeErrors, writeProject } from './user-project.test.support.js';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';
const workers = [
  'exact',
  'star',
  'prefix',
  'bare',
  'every',
  'mixed',
  'declared',
  'inline',
  'users',
  'conditional',
  'another',
];

/** Statements as people wrote them, on functions that need no bundle. */
const BACKEND = `import { defineBackend } from '@aws-amplify/backend';
import { Effect, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';

const backend = defineBackend({});
const stack = backend.createStack('workers');
const worker = (id: string) =>
  new LambdaFunction(stack, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
  });
${workers.map((name) => `const ${name} = worker('${name}');`).join('\n')}
const READ = ['secretsmanager:GetSecretValue'];

exact.addToRolePolicy(new PolicyStatement({ actions: READ, resources: ['${ARN}legacy/mail-??????'] }));
// From a public backend.ts: also matches openai-api-key-admin.
star.addToRolePolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: READ, resources: ['${ARN}openai-api-key*'] }));
prefix.addToRolePolicy(new PolicyStatement({ actions: READ, resources: ['${ARN}tenants/*'] }));
bare.addToRolePolicy(new PolicyStatement({ actions: READ, resources: ['arn:aws:secretsmanager:us-east-1:*:secret:migration-db-credentials-v2'] }));
every.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:*'], resources: ['*'] }));
mixed.addToRolePolicy(new PolicyStatement({ actions: [...READ, 's3:GetObject'], resources: ['${ARN}mixed-*'] }));
declared.addToRolePolicy(
  new PolicyStatement({
    actions: [...READ, 'secretsmanager:PutSecretValue'],
    resources: [\`arn:aws:secretsmanager:\${stack.region}:\${stack.account}:secret:acme/prod/stripe-*\`],
  }),
);
inline.role?.attachInlinePolicy(
  new Policy(stack, 'Inline', {
    statements: [new PolicyStatement({ actions: READ, resources: ['${ARN}inline-??????'] })],
  }),
);
conditional.addToRolePolicy(
  new PolicyStatement({
    actions: READ,
    resources: ['${ARN}conditional-*'],
    conditions: { StringEquals: { 'secretsmanager:ResourceTag/team': 'a' } },
  }),
);
another.addToRolePolicy(new PolicyStatement({ actions: READ, resources: ['arn:aws:secretsmanager:us-east-1:210987654321:secret:x-*'] }));
// A list of names, and CDK's own grant for each.
for (const [id, name] of [['GitHub', 'github-token'], ['Npm', 'npm-token']] as const) {
  const imported = Secret.fromSecretNameV2(stack, id, name);
  imported.grantRead(users);
}
`;

const DECLARATION = `import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'acme',
  environments: { prod: 'main' },
  secrets: { stripe: jsonSecret(['apiKey']) },
});
`;

let folder: string;
let first: Awaited<ReturnType<typeof migrate>>;
let second: Awaited<ReturnType<typeof migrate>>;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-migrate-')));
  writeProject(folder, {
    'amplify/backend.ts': BACKEND,
    'amplify/secrets/resource.ts': DECLARATION,
    'tsconfig.json': JSON.stringify({
      compilerOptions: { ...COMPILER_OPTIONS, typeRoots: [join(repositoryRoot, 'node_modules/@types')] },
      include: ['amplify'],
    }),
  });
  first = migrate('--write');
  second = migrate();
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function migrate(...options: string[]) {
  const bin = join(repositoryRoot, 'packages/cli/dist/bin.js');
  const words = [bin, 'migrate', '--json', ...options];
  const printed = execFileSync(process.execPath, words, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const data: {
    readonly written: boolean;
    readonly diff: string;
    readonly replaced: readonly { readonly lines: readonly string[] }[];
    readonly left: readonly { readonly place: string; readonly reason: string }[];
    readonly compared: readonly {
      readonly requests: number;
      readonly narrower: readonly { readonly principal: string; readonly action: string; readonly resource: string }[];
      readonly expected: readonly { readonly principal: string; readonly resource: string; readonly why: string }[];
    }[];
  } = JSON.parse(printed);
  return data;
}

const lines = () => first.replaced.flatMap((each) => each.lines);
const readersOf = (changes: (typeof first)['compared'][number]['narrower'] = [], name: string) =>
  changes
    .filter(({ action, resource }) => action === 'secretsmanager:GetSecretValue' && resource === `${ARN}${name}-a1B2c3`)
    .map(({ principal }) => principal);

describe('amplify-secrets migrate, on a backend with statements as people write them', () => {
  it('replaces each that it can prove', () => {
    expect(lines()).toEqual([
      "grantSecretRead(exact, 'legacy/mail', { branches: 'main' })",
      "grantSecretRead(star, 'openai-api-key', { branches: 'main' })",
      "grantSecretRead(prefix, 'tenants/*', { branches: 'main' })",
      'grantSecretReadWrite(declared, secrets.stripe)',
      "grantSecretRead(inline, 'inline', { branches: 'main' })",
      "grantSecretRead(users, imported, { branches: 'main' })",
    ]);
    expect(first.written).toBe(true);
  });

  it('leaves the others, each with its line and a reason', () => {
    expect(first.left.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('matches no secret today: --repair grants it'),
      expect.stringContaining('it allows every secret'),
      expect.stringContaining('it also allows s3:GetObject'),
      expect.stringContaining('its "conditions" has no counterpart'),
      expect.stringContaining('in another account or region'),
    ]);
    for (const { place } of first.left) expect(place).toMatch(/^amplify\/backend\.ts:\d+$/);
  });

  it('lists what becomes narrower, by the evaluator', () => {
    const [main, sandbox] = first.compared;
    expect(main?.requests).toBeGreaterThan(1000);
    expect(readersOf(main?.narrower, 'openai-api-key-admin')).toEqual(['star']);
    expect(readersOf(main?.narrower, 'openai-api-key')).toEqual([]);
    expect(readersOf(main?.narrower, 'legacy/mail-admin')).toEqual([]);
    expect(readersOf(sandbox?.narrower, 'openai-api-key')).toEqual(['star']);
    expect(readersOf(sandbox?.narrower, 'acme/prod/stripe')).toEqual(['declared']);
  });

  it("adds nothing but the deployment's own secrets and what is implied", () => {
    const [main, sandbox] = first.compared;
    expect([...new Set(main?.expected.map(({ why }) => why))].sort()).toEqual(['batch', 'stage']);
    const own = sandbox?.expected.filter(({ why }) => why === 'own') ?? [];
    expect([...new Set(own.map(({ principal }) => principal))]).toEqual(['declared']);
    for (const { resource } of own) expect(resource).toMatch(/:parameter\/amplify\/.*\/stripe$/);
  });

  it('leaves a backend that compiles, and does nothing the second time', () => {
    expect(typeErrors(folder)).toBe('');
    expect([second.diff, second.replaced]).toEqual(['', []]);
    expect(second.left).toHaveLength(first.left.length);
    const written = readFileSync(join(folder, 'amplify/backend.ts'), 'utf8');
    expect(written).toContain("import { grantSecretRead, grantSecretReadWrite } from '@amplify-secrets/backend';\n");
    expect(written).toContain('// From a public backend.ts: also matches openai-api-key-admin.\ngrantSecretRead(star,');
  });
});
