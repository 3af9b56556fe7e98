import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, role } = testAws();
const { folder, write } = testProject();
const READS = { actions: 'secretsmanager:GetSecretValue', resources: secretArn('shop/*') };
const KEY = 'canary $HOME `id` $(id) # \\n';
const VALUES = ['--env', 'staging', '--only', 'stripe.apiKey,slackToken'];

function exportTo(file: string, words = VALUES, variables: Readonly<Record<string, string>> = {}) {
  return runCli(['export', file, ...words], { folder, variables: { ...role(READS), ...variables } });
}

beforeAll(() => {
  aws().secrets.put('shop/staging/stripe', JSON.stringify({ apiKey: KEY, webhookSecret: `'"$(id)` }));
  aws().secrets.put('shop/staging/slack-token', '-----BEGIN KEY-----\nAA\n-----END KEY-----\n');
});
beforeEach(() => aws().calls.clear());

describe('amplify-secrets export', () => {
  it.skipIf(process.platform === 'win32')(
    'writes what a shell reads as the same values, and runs nothing of them',
    async () => {
      expect((await exportTo('.env.shell')).code).toBe(0);
      const { stdout } = spawnSync('sh', ['-c', '. ./.env.shell; printf %s "$STRIPE_API_KEY$SLACK_TOKEN"'], {
        cwd: folder,
      });
      expect(stdout.toString()).toBe(`${KEY}-----BEGIN KEY-----\nAA\n-----END KEY-----\n`);
    },
  );

  it('refuses a value that a shell would expand or run, and writes nothing', async () => {
    const { code, stderr } = await exportTo('.env.odd', ['--env', 'staging', '--only', 'stripe']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^VariableInvalidError: The value of "stripe.webhookSecret" has quotation marks/);
    expect(existsSync(join(folder, '.env.odd'))).toBe(false);
  });

  it('refuses a folder, a device and a link to nothing, before it reads', async () => {
    symlinkSync(join(folder, 'nowhere'), join(folder, '.env.link'));
    for (const file of ['.env.link', 'amplify', '/dev/null']) {
      const { code, stderr } = await exportTo(file);
      expect([file, code]).toEqual([file, 4]);
      expect(stderr).toMatch(/^NotPossibleError: .* must be a file, or not exist/);
    }
    expect((await exportTo('no/such/folder/.env')).stderr).toMatch(/^InputInvalidError: .*ENOENT/);
    expect(aws().calls.count()).toBe(0);
  });

  it('needs a yes to replace a file that it has not written, and under a coding agent, before it reads', async () => {
    write('.env.mine', 'MINE=1\n');
    const replaced = await exportTo('.env.mine');
    expect([replaced.code, readFileSync(join(folder, '.env.mine'), 'utf8')]).toEqual([4, 'MINE=1\n']);
    const agent = await exportTo('.env.agent', VALUES, { CLAUDECODE: '1' });
    expect([agent.code, existsSync(join(folder, '.env.agent')), aws().calls.count()]).toEqual([4, false, 0]);
    expect((await exportTo('.env.mine', [...VALUES, '--yes'])).code).toBe(0);
    expect((await exportTo('.env.mine')).code).toBe(0);
  });
});

describe('amplify-secrets export in a git repository', () => {
  beforeAll(() => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    write('.env.tracked', 'A=1\n');
    execFileSync('git', ['add', '.env.tracked'], { cwd: folder });
  });

  it('refuses a tracked file also through a link to it or to its folder, and within a hook', async () => {
    const other = testProject();
    symlinkSync(folder, join(other.folder, 'folder'));
    symlinkSync(join(folder, '.env.tracked'), join(other.folder, 'file'));
    for (const file of [join(other.folder, 'folder/.env.tracked'), join(other.folder, 'file')]) {
      expect([file, (await exportTo(file)).code]).toEqual([file, 4]);
    }
    const hook = { GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index' };
    const { code, stderr } = await exportTo('.env.tracked', VALUES, hook);
    expect([code, aws().calls.count()]).toEqual([4, 0]);
    expect(stderr).toContain('is tracked by git');
  });

  it('refuses where git cannot be asked', async () => {
    const missing = await exportTo('.env.new', VALUES, { PATH: '/nowhere' });
    expect(missing.code).toBe(4);
    writeFileSync(join(folder, '.git/HEAD'), 'no repository');
    const { code, stderr } = await exportTo('.env.new');
    expect([code, aws().calls.count()]).toEqual([4, 0]);
    expect(stderr).toContain('git could not say whether it tracks the file');
  });
});

describe.skipIf(!HAS_PTY)('amplify-secrets export on a terminal', () => {
  it('asks before it replaces a file that it has not written', async () => {
    const elsewhere = testProject();
    elsewhere.write('.env', 'MINE=1\n');
    const answer = (type: string) =>
      runOnTerminal(['export', '.env', ...VALUES], [{ expect: 'what is in it?', type }], {
        folder: elsewhere.folder,
        variables: role(READS),
        columns: 200,
      });
    const content = () => readFileSync(join(elsewhere.folder, '.env'), 'utf8');
    expect([(await answer('n')).code, content()]).toEqual([4, 'MINE=1\n']);
    const { code, unmet } = await answer('y');
    expect([code, unmet]).toEqual([0, []]);
    expect(content()).toContain('canary');
  });
});
