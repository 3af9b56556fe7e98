import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../run-cli.test.support.js';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 600_000 });

const MODULES = fileURLToPath(new URL('../../../../../node_modules', import.meta.url));
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';
const read = (name: string) =>
  `new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['${ARN}${name}'] })`;

/** Functions by what their statement is; each has one. */
const STATEMENTS: Readonly<Record<string, string>> = {
  ofDev: `ofDev.addToRolePolicy(${read('acme/dev/stripe-??????')});`,
  ofDevPattern: `ofDevPattern.addToRolePolicy(${read('acme/dev/*')});`,
  ofDevByName: `Secret.fromSecretNameV2(stack, 'ByName', 'acme/dev/stripe').grantRead(ofDevByName);`,
  ofDevWithWord: `ofDevWithWord.addToRolePolicy(${read('acme/prod/sentry-ApiKey')});`,
  ofProd: `ofProd.addToRolePolicy(${read('acme/prod/stripe-??????')});`,
  ofShared: `if (branch !== undefined && branch !== 'main') ofShared.addToRolePolicy(${read('acme/dev/shared-??????')});`,
  ofRelease: `if (branch?.startsWith('hotfix/')) ofRelease.addToRolePolicy(${read('acme/prod/mail-??????')});`,
  ofPipeline: `if (!branch || branch === 'qa') ofPipeline.addToRolePolicy(${read('acme/dev/mail-??????')});`,
  ofUnread: `if (/^(?:b|c)$/.test(branch ?? 'b')) ofUnread.addToRolePolicy(${read('acme/dev/mail-??????')});`,
  ofManaged: `ofManaged.addToRolePolicy(${read('acme/dev/mail-??????')});`,
  ofManagedWord: `ofManagedWord.addToRolePolicy(${read('acme/prod/sentry-ApiKey')});`,
  ofImported: `Role.fromRoleName(stack, 'Existing', 'existing').addToPrincipalPolicy(${read('acme/prod/sentry-ApiKey')});`,
  ofVariable: `if (process.env.STAGE === 'live') ofVariable.addToRolePolicy(${read('acme/prod/mail-??????')});`,
  ofShadow: `{ const secrets = ['a']; ofShadow.addToRolePolicy(${read('acme/prod/mail-??????')}); void secrets; }`,
  ofUnused: `const onlyThere = makeArn(); ofUnused.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['${ARN}legacy-??????'], sid: onlyThere }));`,
};

/** A file that is not UTF-8: its comment has a letter of Latin-1. */
const LATIN = `import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
// caf\xe9
export function latin(fn: LambdaFunction): void {
  fn.addToRolePolicy(${read('acme/prod/mail-??????')});
}
`;
/** A file outside of the project, which a link leads to. */
const LINKED = `export function linked(fn: any, PolicyStatement: any): void {
  fn.addToRolePolicy(${read('acme/prod/mail-??????')});
}
`;

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "my-app", "private": true, "type": "module" }',
  'package-lock.json': '{ "name": "my-app", "lockfileVersion": 3, "packages": {} }',
  'amplify/package.json': '{ "type": "module" }',
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      ...{ target: 'ES2022', module: 'NodeNext', strict: true, noEmit: true, skipLibCheck: true },
      ...{ types: ['node'], noUnusedLocals: true },
    },
    include: ['amplify'],
  }),
  'amplify/secrets/resource.ts': `import { defineSecrets, textSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'acme',
  environments: { prod: 'main', staging: ['staging', 'hotfix/*'], dev: '*' },
  secrets: { stripe: textSecret(), mail: textSecret(), shared: textSecret(), sentry: textSecret() },
});
`,
  'amplify/workers.ts': `import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

// An error that was there before.
export const count: number = 'none';

export function worker(stack: Stack, id: string): LambdaFunction {
  const code = Code.fromInline('exports.handler = async () => {}');
  return new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code });
}

export function neverCalled(fn: LambdaFunction): void {
  fn.addToRolePolicy(${read('acme/prod/mail-??????')});
}
`,
  'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { latin } from './latin.js';
import { linked } from './linked.js';
import { worker } from './workers.js';

const backend = defineBackend({});
const stack = backend.createStack('workers');
const branch = process.env.AWS_BRANCH;
const makeArn = () => 'Legacy';
${Object.entries(STATEMENTS)
  .map(([id, code]) => `const ${id} = worker(stack, '${id}');\n${code}\n`)
  .join(
    '',
  )}for (const fn of [ofManaged, ofManagedWord]) fn.role?.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
latin(worker(stack, 'latin'));
linked(worker(stack, 'linked'), PolicyStatement);
`,
  'amplify/old/backend.ts': `import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

export function old(fn: LambdaFunction): void {
  fn.addToRolePolicy(${read('acme/prod/mail-??????')});
}
`,
};

let folder = '';
let printed: Awaited<ReturnType<typeof runCli>>;
let data: {
  readonly replaced: readonly { readonly place: string; readonly lines: readonly string[] }[];
  readonly left: readonly { readonly place: string; readonly reason: string }[];
  readonly compared: readonly {
    readonly deployment: { readonly name: string };
    readonly expected: readonly Readonly<Record<'principal' | 'action' | 'resource' | 'why', string>>[];
  }[];
};

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-migrate-proof-')));
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  writeFileSync(join(folder, 'amplify/latin.ts'), LATIN, 'latin1');
  writeFileSync(`${folder}-linked.ts`, LINKED);
  symlinkSync(`${folder}-linked.ts`, join(folder, 'amplify/linked.ts'));
  symlinkSync(MODULES, join(folder, 'node_modules'));
  printed = await runCli(['migrate', '--json'], { folder });
  data = JSON.parse(printed.stdout || '{}');
});
afterAll(() => {
  for (const path of [folder, `${folder}-linked.ts`]) rmSync(path, { recursive: true, force: true });
});

const lineOf = (id: string) => {
  const lines = FILES['amplify/backend.ts']?.split('\n') ?? [];
  return `amplify/backend.ts:${lines.indexOf(STATEMENTS[id] ?? '') + 1}`;
};
const reasonOf = (place: string) => data.left.find((each) => each.place === place)?.reason;
const linesOf = (id: string) => data.replaced.find(({ place }) => place === lineOf(id))?.lines;

describe('amplify-secrets migrate', () => {
  it('synthesises, and finds each statement of the project', () => {
    expect([printed.code, printed.stderr]).toEqual([3, expect.any(String)]);
    expect(data.replaced.length + data.left.length).toBe(Object.keys(STATEMENTS).length + 4);
  });

  it.each([
    ['ofDev', 'acme/dev/stripe', 'secrets.stripe'],
    ['ofDevPattern', 'acme/dev/*', 'allSecrets(secrets)'],
    ['ofDevByName', 'acme/dev/stripe', 'secrets.stripe'],
    ['ofPipeline', 'acme/dev/mail', 'secrets.mail'],
    ['ofShared', 'acme/dev/shared', 'secrets.shared'],
    ['ofUnread', 'acme/dev/mail', 'secrets.mail'],
    ['ofManaged', 'acme/dev/mail', 'secrets.mail'],
  ])("leaves a statement about another environment that would read production's secret: %s", (id, name, code) => {
    expect(reasonOf(lineOf(id))).toBe(
      `it names "${name}" and not the copy of prod, which \`${code}\` would be there: grant "${name}" by its name, on the branches that read it`,
    );
  });

  it.each(['ofManagedWord', 'ofImported'])('compares what can be read of a role that has more: %s', (id) => {
    expect(reasonOf(lineOf(id))).toContain(`on ${ARN}acme/prod/sentry-`);
  });

  it('leaves an ARN that ends in a word, which names no secret, and would become a grant of one', () => {
    expect(reasonOf(lineOf('ofDevWithWord'))).toContain(`on ${ARN}acme/prod/sentry-`);
  });

  it("replaces a statement on production's secret by its reference, and lists the copies that come in its place", () => {
    expect(linesOf('ofProd')).toEqual(['grantSecretRead(ofProd, secrets.stripe)']);
    const own = data.compared.flatMap(({ deployment, expected }) =>
      expected.filter(({ why }) => why === 'own').map((each) => ({ ...each, deployment: deployment.name })),
    );
    expect(own.filter(({ resource }) => resource.includes(':secret:acme/prod/'))).toEqual([]);
    const ofProd = own.filter(({ principal, action }) => principal === 'ofProd' && /GetSecretValue$/.test(action));
    expect(new Set(ofProd.map(({ deployment, resource }) => `${deployment} ${resource.split('/')[1]}`))).toEqual(
      new Set(['staging staging', 'hotfix/feature staging', 'hotfix/1 staging', 'qa dev', 'live dev', 'feature dev']),
    );
  });

  it('leaves nothing of a condition on the branch: each side is compared with the same branch', () => {
    expect(linesOf('ofRelease')).toEqual(['grantSecretRead(ofRelease, secrets.mail)']);
  });

  it('compares main, each pattern, the branches of conditions, another branch, and a sandbox', () => {
    const names = data.compared.map(({ deployment }) => deployment.name);
    expect([...names].sort()).toEqual(
      ['feature', 'hotfix/1', 'hotfix/feature', 'live', 'main', 'main', 'qa', 'sandbox', 'staging'].sort(),
    );
  });

  it.each([
    ['a variable that no deployment sets', () => lineOf('ofVariable'), 'it does not run in any of the deployments'],
    ['a function that nothing calls', () => 'amplify/workers.ts:14', 'it does not run in any of the deployments'],
    [
      'a file that nothing imports',
      () => 'amplify/old/backend.ts:5',
      'amplify/old/backend.ts is not loaded by amplify/backend.ts, so that nothing proves a change to it',
    ],
  ])('leaves what no synthesis runs: %s', (_, place, reason) => {
    expect(reasonOf(place())).toContain(reason);
  });

  it.each([
    ['a name that is something else there', 'ofShadow', /the file would not compile: TS\d+: Property 'mail' does not/],
    ['a constant that nothing else uses', 'ofUnused', /the file would not compile: TS6133: 'onlyThere' is declared/],
  ])('leaves what would not compile, with the error: %s', (_, id, reason) => {
    expect(reasonOf(lineOf(id))).toMatch(reason);
  });

  it('leaves what cannot be written without a loss, or would be written for others too', () => {
    expect(reasonOf('amplify/latin.ts:5')).toBe('amplify/latin.ts must be UTF-8, and is not: save it as UTF-8 first');
    expect(reasonOf('amplify/linked.ts:2')).toBe(
      'amplify/linked.ts is a link to a file outside of the project, which others may use',
    );
  });

  it('writes nothing of it into the project', () => {
    expect(existsSync(join(folder, '.amplify'))).toBe(false);
  });
});
