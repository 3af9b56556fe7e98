import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { parameterArn, secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { ENTER, HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const CANARY = 'canary-XyZ-0123456789';
const FILE = `# of the old server
DB_USER=app-canary
DB_PASSWORD='${CANARY}#1'
DB_HOST=db.canary.internal
POSTGRES_PASSWORD='${CANARY}#1'
AUTH0_CLIENT_ID=canary-id
AUTH0_CLIENT_SECRET=${CANARY}
AUTH0_DOMAIN=canary.us.auth0.com
GUNICORN_WORKERS=4
FLASK_SECRET_KEY="${CANARY}
second line"
`;
const declaration = (secrets: string) => `
import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', staging: 'staging', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: {
${secrets}
  },
});
`;
const DECLARED = `
    database: jsonSecret(['username', 'password', 'host']),
    auth0: jsonSecret(['clientId', 'clientSecret']),
    flaskSecretKey: textSecret(),`;
const WRITES = {
  actions: ['DescribeSecret', 'GetSecretValue', 'CreateSecret', 'PutSecretValue', 'UpdateSecretVersionStage'].map(
    (action) => `secretsmanager:${action}`,
  ),
  resources: secretArn('shop/staging/*'),
};
const APPLY = ['import', '.env', '--env', 'staging', '--apply'];

function project(secrets = DECLARED, manifest: object = {}) {
  const { folder, write } = testProject(declaration(secrets), manifest);
  for (const { name } of aws().secrets.list()) aws().secrets.remove(name);
  aws().calls.clear();
  write('.env', FILE);
  const run = (words: readonly string[], variables: Readonly<Record<string, string>> = role(WRITES)) =>
    runCli(words, { folder, variables });
  return { folder, write, run, env: () => readFileSync(join(folder, '.env'), 'utf8') };
}

describe('amplify-secrets import', () => {
  it('proposes what goes where, with its costs, and calls nothing', async () => {
    const { run, env } = project('    slackToken: textSecret(),');
    const { code, stdout, stderr } = await run(['import', '.env'], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/^DB_PASSWORD +3 +database\.password +a password$/m);
    expect(stdout).toMatch(/^AUTH0_DOMAIN +8 +Parameter Store +plain configuration$/m);
    expect(stdout).toMatch(/^as proposed +3 +\$1\.20 a month$/m);
    expect(stdout).toMatch(/^one secret for each value +6 +\$2\.40 a month$/m);
    expect(stdout).toContain("    database: jsonSecret(['username', 'password', 'host']),\n    auth0: jsonSecret(");
    expect(stdout).toContain('    "database.password": "DB_PASSWORD",');
    expect(stdout).toContain("  AUTH0_DOMAIN: '…', // .env, line 8\n");
    expect(stderr).toContain('Nothing was stored. Add the declaration above');
    expect(stdout + stderr).not.toContain('canary');
    expect([env(), aws().calls.count()]).toEqual([FILE, 0]);
  });

  it('proposes a whole declaration where there is none', async () => {
    const { folder, run } = project();
    spawnSync('rm', [join(folder, 'amplify/secrets/resource.ts')]);
    const { code, stdout } = await run(['import', '.env', '--json'], {});
    expect(code).toBe(0);
    const { variables, code: lines } = JSON.parse(stdout);
    expect(lines.declaration).toContain("  app: 'shop-web',");
    expect(variables[1]).toEqual({
      name: 'DB_PASSWORD',
      line: 3,
      to: 'secret',
      secret: 'database',
      field: 'password',
      isDeclared: false,
      why: 'a password',
    });
    expect(stdout).not.toContain('canary');
    expect((await run(APPLY, {})).code).toBe(2);
  });

  it('stores the declared secrets, says what stays in the file, and the command that it prints removes the rest', async () => {
    const { folder, run, env } = project();
    const { code, stdout, stderr } = await run(APPLY);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(
      /✓ Secret "database" of staging .* was created: .*\n✓ Secret "auth0" .*\n✓ Secret "flaskSecretKey"/,
    );
    expect(stderr).toContain('What stays in it: AUTH0_DOMAIN, GUNICORN_WORKERS.');
    expect(stderr).not.toContain('canary');
    expect(env()).toBe(FILE);
    const [, command = ''] = /removes their lines: (.*)/.exec(stderr) ?? [];
    spawnSync('sh', ['-c', command], { cwd: folder });
    expect(env()).toBe('# of the old server\nAUTH0_DOMAIN=canary.us.auth0.com\nGUNICORN_WORKERS=4\n');
    expect(existsSync(join(folder, '.env.rest'))).toBe(false);
  });

  it('stores what run gives back under the same names, with the lines for package.json that it prints', async () => {
    const first = project('    slackToken: textSecret(),');
    const { code: lines } = JSON.parse((await first.run(['import', '.env', '--json'])).stdout);
    const { run } = project(lines.declaration.slice(2, -1).join('\n'), {
      amplifySecrets: { variables: lines.variables },
    });
    expect((await run(APPLY)).code).toBe(0);
    const print =
      'for (const name of ["DB_USER", "DB_PASSWORD", "DB_HOST", "AUTH0_CLIENT_SECRET", "FLASK_SECRET_KEY"]) require("fs").writeFileSync(process.argv[1] + name, process.env[name])';
    const values = join(first.folder, 'value-');
    const { code } = await run(['run', '--env', 'staging', '--', process.execPath, '-e', print, values]);
    expect(code).toBe(0);
    const read = (name: string) => readFileSync(values + name, 'utf8');
    expect(['DB_USER', 'DB_PASSWORD', 'DB_HOST', 'AUTH0_CLIENT_SECRET', 'FLASK_SECRET_KEY'].map(read)).toEqual([
      'app-canary',
      `${CANARY}#1`,
      'db.canary.internal',
      CANARY,
      `${CANARY}\nsecond line`,
    ]);
    expect((await run(APPLY)).stderr).toContain('Stored already, with the same value: DB_USER, DB_PASSWORD');
  });

  it('overwrites nothing without --overwrite, keeps other fields, and ends with 3', async () => {
    const { run } = project();
    aws().secrets.put('shop/staging/auth0', '{"clientSecret":"theirs","clientId":"canary-id","more":1}');
    const kept = await run([...APPLY, '--only', 'auth0', '--json']);
    expect(kept.code).toBe(3);
    expect(JSON.parse(kept.stdout)).toMatchObject({
      secrets: [],
      stored: [],
      same: ['AUTH0_CLIENT_ID'],
      notStored: [{ name: 'AUTH0_CLIENT_SECRET' }],
    });
    expect((await run([...APPLY, '--only', 'auth0', '--overwrite'])).code).toBe(4);
    const written = await run([...APPLY, '--only', 'auth0', '--overwrite', '--yes', '--json']);
    expect([written.code, JSON.parse(written.stdout).stored]).toEqual([0, ['AUTH0_CLIENT_SECRET']]);
    const { stdout } = await run(['get', 'auth0', '--env', 'staging', '--reveal', '--yes']);
    expect(stdout).toBe(`{"clientSecret":"${CANARY}","clientId":"canary-id","more":1}`);
  });

  it('stores nothing where one value is unclear, a placeholder or refused by its declaration', async () => {
    const { run, write } = project();
    for (const [line, message] of [
      [
        `FLASK_SECRET_KEY=${CANARY}#2`,
        'FLASK_SECRET_KEY (line 12): readers of the file take its value for different ones',
      ],
      ['AUTH0_CLIENT_SECRET=changeme', 'AUTH0_CLIENT_SECRET (line 12): its value seems to stand for one'],
    ] as const) {
      write('.env', `${FILE}${line}\n`);
      const { code, stderr } = await run(APPLY);
      expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
    }
    write('.env', 'DB_PASSWORD=one-canary\nFLASK_SECRET_KEY=canary\n');
    const { code, stderr } = await run(APPLY);
    expect(code).toBe(1);
    expect(stderr).toContain('Written: nothing. Not written: database, flaskSecretKey.');
    expect(stderr).not.toContain('canary');
    expect(aws().secrets.list()).toEqual([]);
  });

  it('stores no part of a key of several lines without quotation marks, prints nothing of it, and leaves the file', async () => {
    const { run, write } = project('    signing: textSecret(),\n    apiKey: textSecret(),');
    const header = ['-----BEGIN PRIVATE', ' KEY-----'].join('');
    const key = `SIGNING=${header}\nMIIEcanary/+\nCANARYKEY==\nCANARYKEYab=\nhttps://u:canary@h/?token=abc\n-----END PRIVATE KEY-----\n`;
    write('.env', key);
    for (const words of [['import', '.env'], ['import', '.env', '--json'], APPLY, [...APPLY, '--json']]) {
      const { code, stdout, stderr } = await run(words);
      expect(code).toBe(words.includes('--apply') ? 1 : 0);
      expect(stdout + stderr).not.toMatch(/canary|MII|token/i);
      expect(stdout + stderr).toMatch(/SIGNING \(line 1\)|"continued"/);
      expect(stderr).not.toMatch(/rm \.env|Nothing else is in it/);
    }
    expect((await run(APPLY)).stderr).toMatch(
      /SIGNING \(line 1\): Its value seems to go on .* in single quotes[\s\S]*lines 2, 5, 6: [\s\S]*lines 3, 4: [\s\S]*Nothing was stored\./,
    );
    expect(aws().secrets.list()).toEqual([]);
    write('.env', `API_KEY=canary-value\n\nword\nSIGNING=canary\n`);
    const { code, stderr } = await run(APPLY);
    expect([code, stderr]).toEqual([3, expect.stringContaining('What stays in it: lines 3, 4 (not read).')]);
    expect(stderr).not.toMatch(/rm \.env|canary/);
  });

  it('says that nothing was stored of a file without secrets', async () => {
    const { run, write } = project();
    write('.env', 'DB_PORT=5433\n');
    expect(await run(APPLY)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Nothing was stored: ".env" has no value for a secret.'),
    });
  });

  it('adds a field that the declaration does not list only with --overwrite', async () => {
    const { run, write } = project('    tokens: jsonSecret(),');
    aws().secrets.put('shop/staging/tokens', '{"access":"theirs"}');
    write('.env', `TOKENS_SECRET=${CANARY}\n`);
    const kept = await run(APPLY);
    expect([kept.code, kept.stderr]).toEqual([
      3,
      expect.stringContaining('add a field to what is there, tokens.secret'),
    ]);
    expect(kept.stderr).toContain('--overwrite: TOKENS_SECRET.');
    const { stdout } = await run(['get', 'tokens', '--env', 'staging', '--reveal', '--yes']);
    expect(stdout).toBe('{"access":"theirs"}');
    expect((await run([...APPLY, '--overwrite', '--yes'])).code).toBe(0);
  });

  it('says what was stored and what was not, when AWS refuses one of them', async () => {
    const { run } = project();
    const { code, stdout, stderr } = await run(
      [...APPLY, '--json'],
      role(
        { ...WRITES, resources: secretArn('shop/staging/database*') },
        {
          actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
          resources: secretArn('shop/staging/*'),
        },
      ),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('Written: database. Failed: auth0. Not written: flaskSecretKey.');
    expect(JSON.parse(stdout).secrets.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'created',
      'failed',
      'not written',
    ]);
  });

  it('stores in a sandbox too, and in production only with its name', async () => {
    const { run } = project();
    const parameters = role({
      actions: ['ssm:GetParameters', 'ssm:PutParameter'],
      resources: parameterArn('/amplify/*'),
    });
    expect((await run(['import', '.env', '--identifier', 'ana', '--apply'], parameters)).code).toBe(0);
    const [own] = parameterFolders({ type: 'sandbox', namespace: 'shop-web', name: 'ana' });
    expect(
      aws()
        .parameters.list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['auth0', 'database', 'flaskSecretKey'].map((key) => `${own}/${key}`));
    const refused = await run(['import', '.env', '--branch', 'main', '--apply', '--yes'], admin());
    expect(refused.code).toBe(4);
    expect(aws().secrets.list()).toEqual([]);
    expect((await run(['import', '.env', '--branch', 'main', '--apply', '--confirm', 'prod'], admin())).code).toBe(0);
  });

  it('says that values are burnt which git has, tracked or in its history, and to ignore a file that git would add', async () => {
    const { folder, run } = project();
    const git = (...words: string[]) =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd: folder });
    git('init', '--quiet');
    expect((await run(['import', '.env'])).stderr).toContain('git does not ignore ".env"');
    git('add', '.env');
    git('commit', '--quiet', '-m', 'all');
    expect((await run(['import', '.env'])).stderr).toContain('git has ".env" and tracks it: whoever can read');
    git('rm', '--quiet', '--cached', '.env');
    git('commit', '--quiet', '-m', 'less');
    expect((await run(['import', '.env'])).stderr).toContain('git has ".env" in its history: whoever can read');
  });

  it('ends with 1 for a file without variables, and with 2 for --overwrite alone', async () => {
    const { run, write } = project();
    write('.env', '# canary\n');
    expect(await run(['import', '.env'])).toMatchObject({ code: 1, stderr: expect.stringContaining('and has none') });
    expect((await run(['import', '.env.none'])).stderr).toContain('could not be read (ENOENT)');
    write('.env', FILE);
    expect((await run(['import', '.env', '--overwrite'])).code).toBe(2);
  });
});

describe.skipIf(!HAS_PTY)('amplify-secrets import on a terminal', () => {
  it('asks for the name of production, and for a yes before it overwrites', async () => {
    const { folder } = project();
    const options = { folder, variables: admin(), columns: 200 };
    const words = ['import', '.env', '--apply', '--only', 'auth0'];
    const named = await runOnTerminal(
      [...words, '--env', 'prod'],
      [{ expect: 'Type its name, prod', type: `prod${ENTER}` }],
      options,
    );
    expect([named.code, named.unmet]).toEqual([0, []]);
    aws().secrets.put('shop/staging/auth0', '{"clientSecret":"theirs","clientId":"canary-id"}');
    const asked = await runOnTerminal(
      [...words, '--env', 'staging', '--overwrite'],
      [{ expect: 'over other values of AUTH0_CLIENT_SECRET?', type: 'n' }],
      options,
    );
    expect([asked.code, asked.unmet]).toEqual([4, []]);
    expect(named.screen + asked.screen).not.toContain(CANARY);
  });
});
