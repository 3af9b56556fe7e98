import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../run-cli.test.support.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const MODULES = fileURLToPath(new URL('../../../../../node_modules', import.meta.url));
const home = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-migrate-command-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Writes an assembly with one function and what it may do, as CDK would, without loading it. */
const APP = `import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';
export const made: { Effect: string; Action: string[]; Resource: string[] }[] = [];

export class PolicyStatement {
  constructor(readonly props: { readonly actions: string[]; readonly resources: string[] }) {}
}

export const worker = {
  addToRolePolicy({ props }: PolicyStatement) {
    made.push({ Effect: 'Allow', Action: props.actions, Resource: props.resources });
  },
};

export function defineBackend(_resources: object) {
  process.once('beforeExit', () => {
    const policy = { PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: made } };
    const template = {
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, Policies: [policy] } },
        worker: {
          Type: 'AWS::Lambda::Function',
          Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Runtime: 'nodejs22.x', Handler: 'i.h', Code: {} },
        },
      },
    };
    const folder = process.env.CDK_OUTDIR ?? '';
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'app.template.json'), JSON.stringify(template));
    const artifacts = { app: { type: 'aws:cloudformation:stack', properties: { templateFile: 'app.template.json' } } };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts }));
  });
  return { worker };
}
`;

const statement = (name: string) => `worker.addToRolePolicy(
  new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-??????'],
  }),
);
`;
const HEAD = `import { defineBackend, PolicyStatement, worker } from './app.js';

const backend = defineBackend({});
`;
const GRANT = 'made.push({ Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [ARN + name';

let count = 0;
let folder = '';
beforeEach(() => {
  count += 1;
  folder = join(home, String(count));
});

/** A project whose @amplify-secrets/backend grants so: a kit that does what the real one never should. */
function project(grant: string, backend = HEAD + statement('mail') + statement('sms'), guard = '') {
  const files = {
    'package.json': '{ "name": "shop", "type": "module" }',
    'package-lock.json': '{}',
    'amplify/package.json': '{ "type": "module" }',
    'amplify/app.ts': APP,
    'amplify/backend.ts': backend,
    'node_modules/@amplify-secrets/backend/package.json':
      '{ "name": "@amplify-secrets/backend", "type": "module", "exports": { ".": { "types": "./index.d.ts", "default": "./index.js" }, "./package.json": "./package.json" } }',
    'node_modules/@amplify-secrets/backend/index.d.ts':
      'export declare function configureGuard(...given: unknown[]): void;\nexport declare function grantSecretRead(...given: unknown[]): void;\n',
    // It is loaded from the folder of the synthesis, where `./amplify` is the project's.
    'node_modules/@amplify-secrets/backend/index.js': `const { ARN, made } = await import(process.cwd() + '/amplify/app.ts');
export function configureGuard() { ${guard} }
export function grantSecretRead(_grantee, name) { ${grant} }
`,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  for (const name of ['typescript', 'tsx']) symlinkSync(join(MODULES, name), join(folder, 'node_modules', name));
}

const migrate = (...words: string[]) => runCli(['migrate', ...words], { folder });
const entry = () => readFileSync(join(folder, 'amplify/backend.ts'), 'utf8');
const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], { cwd: folder });

describe('amplify-secrets migrate', () => {
  it('refuses a file with changes that are not committed, before it synthesises, and writes it with --force', async () => {
    project(`${GRANT} + '-??????'] })`);
    git('init', '--quiet');
    const refused = await migrate('--write');
    expect(refused).toMatchObject({ code: 4, stdout: '' });
    expect(refused.stderr).toContain('Nothing was written: amplify/backend.ts has changes that are not committed.');
    expect(refused.stderr).toContain(
      "Commit first: git add -- amplify/backend.ts && git commit -m 'Before the migration' -- amplify/backend.ts; or add --force.",
    );
    const forced = await migrate('--write', '--force');
    expect([forced.code, forced.stderr]).toEqual([0, expect.stringContaining('✓ Wrote amplify/backend.ts.')]);
    expect(entry()).toContain("grantSecretRead(worker, 'mail', { branches: 'main' });");
  });

  it('says what is next: values, handlers that ask by name, and then nothing more for the statement', async () => {
    project(
      `${GRANT.replace('+ name', "+ (name.key === undefined ? name : 'shop/prod/' + name.key)")} + '-??????'] })`,
    );
    const handler = `import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'shop/prod/mail' }));
export const { apiKey } = JSON.parse(SecretString ?? '{}');
`;
    const declaration = `import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({ app: 'shop', environments: { prod: 'main' }, secrets: { mail: jsonSecret(['apiKey']) } });
`;
    for (const [path, content] of Object.entries({
      'amplify/backend.ts': HEAD + statement('shop/prod/mail') + statement('shop/prod/mail'),
      'amplify/handler.ts': handler,
      'amplify/secrets/resource.ts': declaration,
    })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    symlinkSync(join(MODULES, '@amplify-secrets/runtime'), join(folder, 'node_modules/@amplify-secrets/runtime'));
    const { code, stderr } = await migrate('--write', '--force');
    expect([code, entry().match(/grantSecretRead\(/g)?.length], stderr).toEqual([0, 1]);
    expect(stderr).toContain('amplify/backend.ts:10: removed, beside grantSecretRead(worker, secrets.mail)');
    const left = `
Left to you, in amplify/handler.ts, since it asks for a secret by the name that it has in one environment:
  import { getSecret } from '@amplify-secrets/runtime';
  import { secrets } from './secrets/resource.js';
  amplify/handler.ts:2  GetSecretValueCommand asks for 'shop/prod/mail'. In place of it, and of JSON.parse:
    const { apiKey } = await getSecret(secrets.mail);
`;
    expect(stderr).toContain(left);
    expect(stderr).toMatch(
      /\nNext:\n {2}npx amplify-secrets set mail +in your sandbox[\s\S]*\n {2}npx amplify-secrets doctor /,
    );
    const again = await migrate('--write');
    expect([again.code, again.stdout]).toEqual([0, '']);
    expect(again.stderr).toBe(`There is no hand-written access to secrets in amplify/.\n${left}`);
  });

  it('refuses changes that allow more, which no statement names, and writes nothing', async () => {
    project(`${GRANT} + '-*'] })`);
    const { code, stderr, stdout } = await migrate('--write');
    expect([code, stdout, entry()]).toEqual([4, '', HEAD + statement('mail') + statement('sms')]);
    expect(stderr).toMatch(
      /^MigrationRefusedError: The changes must not allow more than before, and would allow \d+ new/,
    );
    expect(stderr).toContain('worker: secretsmanager:GetSecretValue on arn:aws:secretsmanager:us-east-1:123456789012:');
  });

  it('refuses changes that do not synthesise, with the error', async () => {
    project(`throw new Error('There is no such construct.')`);
    const { code, stderr } = await migrate();
    expect(code).toBe(4);
    expect(stderr).toContain(
      'With the changes, amplify/backend.ts does not synthesise as branch "main": Error: There is no such construct. Nothing was written.',
    );
  });

  it('leaves a statement that the error names, and migrates the others', async () => {
    project(`if (name === 'mail') throw new Error('Secret "mail" is refused.'); ${GRANT} + '-??????'] })`);
    const { code, stdout, stderr } = await migrate();
    expect(code).toBe(3);
    expect(stdout).toContain("+grantSecretRead(worker, 'sms', { branches: 'main' });");
    expect(stdout).not.toContain("'mail'");
    expect(stderr).toContain(
      'left amplify/backend.ts:4: with `grantSecretRead(worker, \'mail\', { branches: \'main\' })` the backend does not synthesise as branch "main": Error: Secret "mail" is refused.',
    );
  });

  it('says so where the first grant switches the guard on, and the guard stops the synthesis', async () => {
    const guard = `Object.assign(new Error('SecretOpenToUsers in app/Users: everybody may read it.'), { name: 'GuardError', resolution: 'Delete it.' })`;
    project(`throw ${guard}`, undefined, `throw ${guard}`);
    const { code, stderr } = await migrate();
    expect(code).toBe(4);
    // The backend as it is has no guard, and synthesises.
    expect(stderr).toContain(
      'The first grant switches the guard on, and it stops the synthesis as branch "main": GuardError: SecretOpenToUsers in app/Users: everybody may read it. Nothing was written.\nResolution: Delete it.',
    );
  });

  it('refuses a backend that does not synthesise as it is', async () => {
    project(
      `${GRANT}] })`,
      `${HEAD}throw new Error('No name is set.', { cause: new Error('The file is gone.') });\n${statement('mail')}`,
    );
    const { code, stderr } = await migrate();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^BackendNotSynthesisedError: amplify\/backend\.ts does not synthesise as branch "main", at amplify\/backend\.ts:4: Error: No name is set\. Caused by: Error: The file is gone\.\nResolution: Correct the backend\./,
    );
  });

  it('asks for the package that the grants come from', async () => {
    project('');
    rmSync(join(folder, 'node_modules/@amplify-secrets'), { recursive: true });
    const { code, stderr } = await migrate();
    expect([code, stderr]).toEqual([4, expect.stringContaining('npm install --save-dev @amplify-secrets/backend')]);
  });
});
