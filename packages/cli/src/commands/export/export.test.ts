import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder } = testProject();
const READS = { actions: 'secretsmanager:GetSecretValue', resources: secretArn('shop/*') };
const KEY = 'canary "double" `back` $HOME #no comment \\n';
const WORDS = ['--env', 'staging', '--only', 'stripe,slackToken'];
const PEM = '-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n';

function put(): void {
  aws().secrets.put('shop/staging/stripe', JSON.stringify({ apiKey: KEY, webhookSecret: 'w' }));
  aws().secrets.put('shop/staging/slack-token', PEM);
}

describe('amplify-secrets export', () => {
  it('writes a file for its owner alone, which reads back as the same values, and says nothing of them', async () => {
    put();
    writeFileSync(join(folder, '.env.open'), '# written by amplify-secrets export\nOLD=1\n', { mode: 0o644 });
    const { code, stdout, stderr } = await runCli(['export', '.env.open', ...WORDS], {
      folder,
      variables: role(READS),
    });
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('STRIPE_API_KEY, STRIPE_WEBHOOK_SECRET, SLACK_TOKEN');
    expect(stderr).not.toContain('canary');
    const file = join(folder, '.env.open');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(parseEnv(readFileSync(file, 'utf8'))).toEqual({
      STRIPE_API_KEY: KEY,
      STRIPE_WEBHOOK_SECRET: 'w',
      SLACK_TOKEN: PEM,
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('refuses a file that git tracks, before it reads, and advises to ignore one that git would add', async () => {
    put();
    const git = (...words: string[]) => execFileSync('git', ['-C', folder, ...words], { stdio: 'ignore' });
    git('init');
    writeFileSync(join(folder, '.env.tracked'), 'A=1\n');
    git('add', '.env.tracked');
    aws().calls.clear();
    const refused = await runCli(['export', '.env.tracked', ...WORDS], { folder, variables: admin() });
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('git rm --cached .env.tracked');
    expect(aws().calls.count()).toBe(0);
    expect(readFileSync(join(folder, '.env.tracked'), 'utf8')).toBe('A=1\n');
    const visible = await runCli(['export', '.env.visible', ...WORDS], { folder, variables: admin() });
    expect(visible.stderr).toContain('Add it to .gitignore');
    writeFileSync(join(folder, '.gitignore'), '.env.*\n');
    const ignored = await runCli(['export', '.env.ignored', ...WORDS], { folder, variables: admin() });
    expect(ignored.stderr).not.toContain('.gitignore');
  });

  it('removes what a killed export has left, and leaves the file of one that runs', async () => {
    put();
    const id = '0b8b4567-327b-43c6-8643-c98669334873';
    const [dead, running] = [`.amplify-secrets-4194303-${id}.tmp`, `.amplify-secrets-${process.pid}-${id}.tmp`];
    for (const name of [dead, running]) writeFileSync(join(folder, name), 'X=canary\n');
    const { stderr } = await runCli(['export', '.env.swept', ...WORDS], { folder, variables: admin() });
    expect(stderr).toContain(`Removed ${dead}`);
    expect([existsSync(join(folder, dead)), existsSync(join(folder, running))]).toEqual([false, true]);
  });

  it('writes nothing when a value is missing', async () => {
    const { code } = await runCli(['export', '.env.none', '--env', 'dev'], { folder, variables: admin() });
    expect([code, existsSync(join(folder, '.env.none'))]).toEqual([3, false]);
  });
});
