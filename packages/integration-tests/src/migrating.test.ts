import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  accessMatrix,
  type Backend,
  can,
  type Deployment,
  findFunction,
  formatAccessMatrix,
  invoke,
  type LocalAws,
  startLocalAws,
} from '@amplify-secrets/local';
import { environmentOf, type Secrets, secretNameIn } from '@amplify-secrets/runtime/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { amplifySecretPath } from './demo/deployments.js';
import { accessRows, blocksOf, sectionOf } from './docs-page.test.support.js';
import { MAIN, projectAfter, SANDBOX, synthesizeAll, typeErrorsBelow } from './migrating.test.support.js';
import { repositoryRoot } from './repository.js';

const page = readFileSync(join(repositoryRoot, 'docs/migrating.md'), 'utf8');
const diffsOf = (title: string) => blocksOf(sectionOf(page, title).text, 'diff');

const statement = diffsOf('Hand-written statements');
const names = diffsOf('Raw names');
const sandboxes = diffsOf('Sandboxes that read Secrets Manager');
const variable = diffsOf("Amplify's secret()");

const home = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-migrating-')));
let backends: Awaited<ReturnType<typeof deployAll>>;
let aws: LocalAws | undefined;

function deployAll() {
  const at = (name: string, diffs: readonly string[]) => ({ cwd: projectAfter(home, name, diffs), deployment: MAIN });
  const sandboxBefore = { ...at('sandboxes', []), deployment: SANDBOX };
  const sandboxAfter = { ...at('sandboxes', sandboxes), deployment: SANDBOX };
  return synthesizeAll({
    statementBefore: at('hand-written-statements', []),
    statementAfter: at('hand-written-statements', statement),
    namesAfter: at('raw-names', names),
    sandboxBefore,
    sandboxAfter,
    mainBetween: at('sandboxes', sandboxes.slice(0, 1)),
    variableBetween: at('amplify-secret', variable.slice(0, 2)),
    variableAfter: at('amplify-secret', variable),
  });
}

beforeAll(async () => {
  backends = await deployAll();
}, 300_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));
afterEach(() => aws?.close());

async function run(backend: Backend, fn: string, secrets: Readonly<Record<string, unknown>>, parameters = {}) {
  await aws?.close();
  aws = await startLocalAws({ backends: [backend] });
  for (const [name, value] of Object.entries(secrets)) aws.secrets.put(name, textOf(value));
  for (const [name, value] of Object.entries(parameters)) aws.parameters.put(name, textOf(value));
  const { payload, error } = await invoke(backend, fn, {}, { aws });
  return payload ?? error;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

describe('the diffs of docs/migrating.md', () => {
  it('apply to a backend that is like the ones they describe, and are all that changes', () => {
    expect([statement, names, sandboxes, variable].map((diffs) => diffs.length)).toEqual([1, 2, 3, 3]);
    expect([...page.matchAll(/^```diff$/gm)]).toHaveLength(9);
  });

  it('leave a project that compiles, between two deployments too', () => {
    projectAfter(home, 'raw-names', names.slice(0, 1));
    projectAfter(home, 'sandboxes', sandboxes.slice(0, 2));
    projectAfter(home, 'amplify-secret', variable.slice(0, 1));
    const script = /^\/\/ (scripts\/[^:]+): /.exec(blocksOf(page, 'ts')[0] ?? '')?.[1];
    expect(script).toBe('scripts/access.mts');
    mkdirSync(join(home, 'hand-written-statements-1/scripts'));
    writeFileSync(join(home, 'hand-written-statements-1/scripts/access.mts'), blocksOf(page, 'ts')[0] ?? '');
    expect(typeErrorsBelow(home)).toBe('');
  });
});

describe('the tables of docs/migrating.md', () => {
  it.each([
    ['Hand-written statements', 'summarize', { before: 'statementBefore', after: 'statementAfter' }, 8],
    ['Raw names', 'token-refresh', { after: 'namesAfter' }, 6],
    [
      'Sandboxes that read Secrets Manager',
      'stripe-webhook',
      { before: 'sandboxBefore', after: 'sandboxAfter', main: 'mainBetween' },
      11,
    ],
    [
      "Amplify's secret()",
      'send-push',
      { 'after the second': 'variableBetween', 'after the third': 'variableAfter' },
      6,
    ],
  ] as const)('show what the templates allow: %s', (title, fn, columns, answers) => {
    const backendOf: Readonly<Record<string, keyof typeof backends>> = columns;
    const said = accessRows(sectionOf(page, title).text).flatMap(({ action, resource, answers }) =>
      Object.entries(answers).map(([column, answer]) => ({ action, resource, column, answer })),
    );
    const found = said.map(({ action, resource, column }) => {
      const backend = backends[backendOf[column] ?? expect.fail(`no column ${column}`)];
      return { action, resource, column, answer: can(backend, fn, action, resource).effect };
    });
    expect(found).toEqual(said);
    expect(said).toHaveLength(answers);
  });

  it('name the parameters as Amplify does', () => {
    expect(page).toContain(`parameter${amplifySecretPath(SANDBOX, 'stripe')}\``);
    expect(page).toContain(`parameter${amplifySecretPath(MAIN, 'SERVICE_ACCOUNT')}\``);
  });
});

describe('migrating from hand-written statements', () => {
  const values = { 'acme/openai-api-key': 'sk-123', 'migration-db-credentials-v2': { password: 'four' } };

  it('has a script that prints what the page shows', () => {
    const arns = Object.keys({ ...values, 'acme/openai-api-key-admin': '' })
      .sort()
      .map((name) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-a1B2c3`);
    const printed = (backend: Backend) => `${formatAccessMatrix(accessMatrix(backend, arns))}\n`;
    expect(blocksOf(page, 'text')).toEqual([printed(backends.statementBefore), printed(backends.statementAfter)]);
  });

  it('makes the unchanged handler work', async () => {
    expect(await run(backends.statementBefore, 'summarize', values)).toMatchObject({
      errorType: 'AccessDeniedException',
    });
    expect(await run(backends.statementAfter, 'summarize', values)).toEqual({ apiKey: 6, password: 4 });
  });
});

describe('migrating from raw names', () => {
  it('keeps the name of the secret that the handler reads and writes', async () => {
    const tokens = { accessToken: 'a', refreshToken: 'r' };
    expect(await run(backends.namesAfter, 'token-refresh', { 'upwork-oauth-tokens': tokens })).toEqual({
      refreshed: true,
    });
    const [arn] = aws?.secrets.list().map((secret) => secret.arn) ?? [];
    expect(aws?.calls.map(({ operation, resources, outcome }) => ({ operation, resources, outcome }))).toEqual([
      { operation: 'GetSecretValue', resources: [arn], outcome: 'ok' },
      { operation: 'PutSecretValue', resources: [arn], outcome: 'ok' },
    ]);
  });
});

describe('migrating from sandboxes that read Secrets Manager', () => {
  const production = { 'acme/prod/stripe': { apiKey: 'rk_live_1', webhookSecret: 'whsec_1' } };
  const own = { [amplifySecretPath(SANDBOX, 'stripe')]: { apiKey: 'rk_test_1', webhookSecret: 'whsec_2' } };

  it("gives the sandbox its own value in place of production's", async () => {
    expect(await run(backends.sandboxBefore, 'stripe-webhook', production, own)).toEqual({ mode: 'live' });
    expect(await run(backends.sandboxAfter, 'stripe-webhook', production, own)).toEqual({ mode: 'test' });
  });

  it('lets the old handler work on main under the new grant', async () => {
    expect(findFunction(backends.mainBetween, 'stripe-webhook').environment.SECRET_NAME).toBe('acme/prod/stripe');
    expect(await run(backends.mainBetween, 'stripe-webhook', production)).toEqual({ mode: 'live' });
  });
});

describe("migrating from Amplify's secret()", () => {
  const account = { client_email: 'push@acme.example', private_key: 'k'.repeat(5000) };
  const secrets = { 'acme/prod/service-account': account };
  const read = { client_email: 'push@acme.example', keyLength: 5000 };

  it('lets the handler read more than 4 KB, before and after secret() is deleted', async () => {
    expect(await run(backends.variableBetween, 'send-push', secrets)).toEqual(read);
    expect(await run(backends.variableAfter, 'send-push', secrets)).toEqual(read);
  });

  it("leaves Amplify's resolver nothing to fetch and no permission to fetch it", () => {
    const between = traces(backends.variableBetween);
    expect(between).toMatchObject({ statements: true, variable: PLACEHOLDER });
    expect(between.fetched).toContain('SERVICE_ACCOUNT');
    expect(traces(backends.variableAfter)).toEqual({ statements: false, variable: undefined, fetched: '{}' });
  });

  it('stops a container of the second deployment under the role of the third before its handler runs', async () => {
    const secondCode = findFunction(backends.variableBetween, 'send-push');
    const { role } = findFunction(backends.variableAfter, 'send-push');
    aws = await startLocalAws({ backends: [backends.variableAfter] });
    aws.secrets.put('acme/prod/service-account', textOf(account));
    const { error } = await invoke(backends.variableAfter, { ...secondCode, role }, {}, { aws });
    expect(error).toMatchObject({ errorType: 'AccessDeniedException' });
    expect(aws.calls.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['GetParameters', 'AccessDeniedException'],
    ]);
  });

  it('keeps the names of existing parameters, in sandboxes and in branches whose values stay in the console', async () => {
    const declared = readFileSync(join(home, 'amplify-secret-3/amplify/secrets/resource.ts'), 'utf8');
    expect(await nameIn(SANDBOX, declared)).toEqual({ store: 'amplify', name: 'SERVICE_ACCOUNT' });
    expect(await nameIn(MAIN, declared)).toEqual({ store: 'secrets-manager', name: 'acme/prod/service-account' });

    const [environment = '', name = ''] =
      /stay in the Amplify console\*\*: `([^`]+)` with\s+`([^`]+)`/.exec(page)?.slice(1) ?? [];
    const kept = declared.replace("prod: 'main'", environment).replace("name: { sandbox: 'SERVICE_ACCOUNT' }", name);
    expect(await nameIn(MAIN, kept)).toEqual({ store: 'amplify', name: 'SERVICE_ACCOUNT' });
    expect(await nameIn(SANDBOX, kept)).toEqual({ store: 'amplify', name: 'SERVICE_ACCOUNT' });
  });

  async function nameIn(deployment: Deployment, declaration: string) {
    const file = join(
      home,
      `amplify-secret-3/declaration-${createHash('sha256').update(declaration).digest('hex')}.ts`,
    );
    writeFileSync(file, declaration);
    const { secrets }: { secrets: Secrets } = await import(pathToFileURL(file).href);
    const reference = secrets.serviceAccount ?? expect.fail('no serviceAccount');
    const environment = environmentOf(reference.set.environments, deployment);
    return { store: environment.store, name: secretNameIn(environment, reference) };
  }

  function traces(backend: Backend) {
    const { role, environment } = findFunction(backend, 'send-push');
    return {
      statements: /"ssm:/.test(JSON.stringify(role.policies)),
      variable: environment.SERVICE_ACCOUNT,
      fetched: environment.AMPLIFY_SSM_ENV_CONFIG,
    };
  }
});

/** What Amplify writes into the template in place of the value. */
const PLACEHOLDER = '<value will be resolved during runtime>';
