import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, ONE_FUNCTION } from '../../amplify-project/amplify-project.test.support.js';
import { DECLARATION } from '../../project.test.support.js';
import { HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const PACKAGE = '{\n  "name": "shop",\n  "version": "1.0.0"\n}\n';
const RESOURCE = 'amplify/secrets/resource.ts';
const FUNCTION = 'amplify/functions/say-hello';
const TWO_FUNCTIONS = {
  'amplify/backend.ts':
    "import { a } from './a';\nimport { b } from './b';\nexport const backend = defineBackend({ a, b });\n",
  'amplify/a.ts': 'export const a = defineFunction();\n',
  'amplify/b.ts': 'export const b = defineFunction();\n',
};

const init = (folder: string, words: readonly string[] = [], variables: Readonly<Record<string, string>> = {}) =>
  runCli(['init', ...words], { folder, variables });

const readIn = (folder: string) => (path: string) => readFileSync(join(folder, path), 'utf8');

describe('amplify-secrets init', () => {
  it('shows a diff and writes nothing without --yes; with it, writes what git applies from the diff; then does nothing', async () => {
    const files = { 'package.json': PACKAGE, ...ONE_FUNCTION };
    const [folder, patched] = [folderWith(files), folderWith(files)];
    const shown = await init(folder);
    expect([shown.code, existsSync(join(folder, RESOURCE))]).toEqual([4, false]);
    expect(shown.stderr).toContain('Resolution: If it is meant, add: --yes');
    execFileSync('git', ['apply', '-'], { cwd: patched, input: shown.stdout });

    const written = await init(folder, ['--yes']);
    expect([written.code, written.stdout]).toEqual([0, shown.stdout]);
    const [read, expected] = [readIn(folder), readIn(patched)];
    const paths = ['amplify/backend.ts', `${FUNCTION}/handler.ts`, RESOURCE, 'package.json', '.gitignore'];
    for (const path of paths) expect(read(path)).toBe(expected(path));
    expect(read('amplify/backend.ts')).toContain('grantSecretRead(backend.sayHello, secrets.exampleApiKey);\n');
    expect(read(`${FUNCTION}/handler.ts`)).toContain('const exampleApiKey = await getSecret(secrets.exampleApiKey);\n');
    expect(written.stderr).toContain('  npm install @amplify-secrets/runtime\n');
    expect(written.stderr).toContain('  npx amplify-secrets set exampleApiKey ');

    const again = await init(folder, ['--yes']);
    expect([again.code, again.stdout]).toEqual([0, '']);
    expect(again.stderr).toBe(`Nothing to do: ${RESOURCE} declares the secrets of this project.\n`);
    for (const path of paths) expect(read(path)).toBe(expected(path));
  });

  it('does nothing in a project that has the kit, also where the declaration is elsewhere', async () => {
    for (const path of [RESOURCE, 'shared/declared.ts']) {
      const manifest = `{ "name": "shop", "amplifySecrets": { "declaration": "${path}" } }`;
      const folder = folderWith({ ...ONE_FUNCTION, 'package.json': manifest, [path]: DECLARATION });
      const { code, stdout, stderr } = await init(folder);
      expect([code, stdout, stderr]).toEqual([0, '', `Nothing to do: ${path} declares the secrets of this project.\n`]);
      expect([readIn(folder)('package.json'), existsSync(join(folder, '.gitignore'))]).toEqual([manifest, false]);
    }
  });

  it('proposes the secrets that the project uses, grants those of the function that reads them, and says what stays', async () => {
    const folder = folderWith({
      'package.json': PACKAGE,
      ...TWO_FUNCTIONS,
      'amplify/b.ts':
        "export const b = defineFunction({ entry: './h.ts', environment: { KEY: secret('SLACK_KEY') } });\n",
      'amplify/h.ts': 'export const handler = () => process.env.KEY;\n',
      'amplify/auth.ts': "export const auth = defineAuth({ google: secret('GOOGLE_SECRET') });\n",
    });
    const { code, stderr } = await init(folder, ['--yes', '--app', 'acme']);
    expect(code).toBe(0);
    const read = readIn(folder);
    expect(read(RESOURCE)).toContain("  app: 'acme',\n");
    expect(read(RESOURCE)).toContain("    slackKey: textSecret({ name: { sandbox: 'SLACK_KEY' } }),\n");
    expect(read('amplify/backend.ts')).toContain('grantSecretRead(backend.b, secrets.slackKey);\n');
    expect(read('amplify/h.ts')).toBe('export const handler = () => process.env.KEY;\n');
    expect(stderr).toContain('Left to you, in amplify/h.ts, since its handler is not an async function:\n');
    expect(stderr).toContain('  const slackKey = await getSecret(secrets.slackKey);\n');
    expect(stderr).toContain("amplify/auth.ts:1  uses secret('GOOGLE_SECRET').");
    expect(stderr).toContain("amplify/b.ts:1  gives secret('SLACK_KEY') to b.");
    expect(stderr).not.toContain('set slackKey  ');
    expect(stderr).toContain('npx amplify-secrets set slackKey --env prod');
  });

  it('leaves the grant to migrate where a statement gives the secret, and shows the line in place of each read', async () => {
    const backend = `import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { sayHello } from './functions/say-hello/resource';

const backend = defineBackend({ sayHello });
backend.sayHello.resources.lambda.addToRolePolicy(
  new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod/stripe-a1B2c3'],
  }),
);
`;
    const handler = `import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient();
export const handler = async () => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'shop/prod/stripe' }));
  return use(JSON.parse(SecretString ?? '{}').apiKey);
};
`;
    const folder = folderWith({
      ...ONE_FUNCTION,
      'package.json': PACKAGE,
      'amplify/backend.ts': backend,
      [`${FUNCTION}/handler.ts`]: handler,
    });
    const { code, stderr } = await init(folder, ['--yes']);
    const read = readIn(folder);
    expect([code, read('amplify/backend.ts'), read(`${FUNCTION}/handler.ts`)]).toEqual([0, backend, handler]);
    expect(read(RESOURCE)).toContain("    stripe: jsonSecret(['apiKey']),\n");
    expect(
      stderr,
    ).toContain(`Left to you, in ${FUNCTION}/handler.ts, since it asks for a secret by the name that it has in one environment:
  import { getSecret } from '@amplify-secrets/runtime';
  import { secrets } from '../../secrets/resource';
  ${FUNCTION}/handler.ts:4  GetSecretValueCommand asks for 'shop/prod/stripe'. In place of it, and of JSON.parse:
    const { apiKey } = await getSecret(secrets.stripe);
`);
    expect(stderr).toContain(
      'Stays as it is:\n  amplify/backend.ts:8  names "shop/prod/stripe". migrate replaces a statement by a grant of secrets.stripe.\n',
    );
    expect(stderr).toContain('  npx amplify-secrets migrate');
  });

  it('needs the name of the function where it cannot know, and refuses one that does not exist', async () => {
    const folder = folderWith({ 'package.json': PACKAGE, ...TWO_FUNCTIONS });
    const unknown = await init(folder, ['--yes']);
    expect([unknown.code, existsSync(join(folder, RESOURCE))]).toEqual([4, false]);
    expect(unknown.stderr).toContain('Resolution: Name it, for example: --function a');
    const wrong = await init(folder, ['--yes', '--function', 'c']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--function a, --function b')]);
    expect((await init(folder, ['--yes', '--function', 'b'])).code).toBe(0);
    expect(readIn(folder)('amplify/backend.ts')).toContain('grantSecretRead(backend.b, ');
  });

  it('finds the app in a pnpm monorepo, says which, and writes only there', async () => {
    const app = Object.fromEntries(Object.entries(ONE_FUNCTION).map(([path, text]) => [`packages/api/${path}`, text]));
    const folder = folderWith({
      '.git/HEAD': '',
      '.gitignore': '.amplify\n.env*.local\n',
      'pnpm-workspace.yaml': 'packages: [packages/*]\n',
      'package.json': PACKAGE,
      'packages/api/package.json': '{\n  "name": "@acme/api"\n}\n',
      ...app,
    });
    const { code, stderr } = await init(folder, ['--yes']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^The Amplify project is in packages\/api\.\n/);
    expect(stderr).toContain('Next:\n  cd packages/api\n  pnpm add @amplify-secrets/runtime\n');
    const read = readIn(folder);
    expect(read(`packages/api/${RESOURCE}`)).toContain("app: 'acme-api'");
    expect(read('package.json')).toBe(PACKAGE);
    expect(existsSync(join(folder, 'packages/api/.gitignore'))).toBe(false);
  });

  it('prints one object with --json, and needs --yes all the same', async () => {
    const folder = folderWith({ 'package.json': PACKAGE, ...ONE_FUNCTION });
    const { code, stdout } = await init(folder, ['--json']);
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      app: 'shop',
      environments: ['prod', 'dev'],
      secrets: ['exampleApiKey'],
      files: expect.arrayContaining([{ path: RESOURCE, change: 'new' }]),
      diff: expect.stringContaining('+++ b/amplify/backend.ts'),
    });
  });

  it.each([
    ['no backend', {}, 2, 'npm create amplify@latest'],
    ['two backends', { 'a/amplify/backend.ts': '', 'b/amplify/backend.ts': '' }, 2, 'cd a'],
    ['a name that is not one of an app', { ...ONE_FUNCTION }, 1, "app: 'shop'"],
    ['another file in the place of the declaration', { ...ONE_FUNCTION, [RESOURCE]: '' }, 4, '"declaration"'],
  ])('refuses %s, and says what to do', async (_what, files, code, resolution) => {
    const folder = folderWith(files);
    const result = await init(folder, ['--yes', '--app', code === 1 ? 'Shop' : 'shop']);
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toMatch(new RegExp(`Resolution: .*${resolution}`));
  });

  it('leaves what it cannot change with certainty to the user', async () => {
    const folder = folderWith({
      ...ONE_FUNCTION,
      'package.json': PACKAGE,
      'amplify/tsconfig.json': '{ "compilerOptions": { "noUnusedLocals": true } }',
      'amplify/backend.ts': 'export default defineBackend({});\n',
    });
    const { code, stderr } = await init(folder, ['--yes']);
    expect([code, readIn(folder)('amplify/backend.ts')]).toEqual([0, 'export default defineBackend({});\n']);
    expect(stderr).toContain('Left to you, in amplify/backend.ts, since its defineBackend must be ');
  });
});

describe.skipIf(!HAS_PTY)('amplify-secrets init on a terminal', () => {
  it('asks before it writes, and not under a coding agent', async () => {
    const folder = folderWith({ 'package.json': PACKAGE, ...ONE_FUNCTION });
    const answer = (type: string) =>
      runOnTerminal(['init'], [{ expect: 'Write 5 files?', type }], { folder, columns: 120 });
    expect([(await answer('n')).code, existsSync(join(folder, RESOURCE))]).toEqual([4, false]);
    const agent = await runOnTerminal(['init'], [], { folder, variables: { CLAUDECODE: '1' } });
    expect([agent.code, existsSync(join(folder, RESOURCE))]).toEqual([4, false]);
    const { code, unmet } = await answer('y');
    expect([code, unmet, existsSync(join(folder, RESOURCE))]).toEqual([0, [], true]);
  });

  it('asks which app, and which function', async () => {
    const files = Object.entries({ ...TWO_FUNCTIONS, 'package.json': PACKAGE });
    const folder = folderWith(
      Object.fromEntries(['one', 'two'].flatMap((app) => files.map(([path, text]) => [`${app}/${path}`, text]))),
    );
    const down = '\u001B[B\r';
    const { code, unmet } = await runOnTerminal(
      ['init'],
      [
        { expect: 'Which app?', type: down },
        { expect: 'Which function reads the secret?', type: down },
        { expect: 'files?', type: 'y' },
      ],
      { folder, columns: 120 },
    );
    expect([code, unmet]).toEqual([0, []]);
    expect(readIn(folder)('two/amplify/backend.ts')).toContain('grantSecretRead(backend.b, ');
  });
});
