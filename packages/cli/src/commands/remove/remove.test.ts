import { join } from 'node:path';
import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder, write } = testProject();
const REMOVES = {
  actions: ['secretsmanager:DescribeSecret', 'secretsmanager:DeleteSecret', 'secretsmanager:RestoreSecret'],
  resources: secretArn('shop/*'),
};

beforeEach(() => {
  for (const environment of ['prod', 'staging']) aws().secrets.put(`shop/${environment}/slack-token`, 'x');
});

describe('amplify-secrets remove', () => {
  it('shows who reads it, removes it for the recovery window, and restores it', async () => {
    write(
      '.amplify/artifacts/cdk.out/access-report.json',
      JSON.stringify({
        title: 'branch "staging"',
        principals: [{ id: 'p', name: 'slack-bot' }],
        secrets: [{ places: [{ name: 'shop/staging/slack-token', access: [{ principal: 'p', allowed: ['read'] }] }] }],
      }),
    );
    const options = { folder, variables: role(REMOVES) };
    const removed = await runCli(['remove', 'slackToken', '--env', 'staging', '--yes', '--days', '7'], options);
    expect(removed.code).toBe(0);
    expect(removed.stderr).toContain('Read by, as of the last synthesis (branch "staging"): slack-bot.');
    expect(removed.stderr).toContain('this restores it: npx amplify-secrets restore slackToken --env staging');
    const again = await runCli(['rm', 'slackToken', '--env', 'staging', '--yes'], options);
    expect([again.code, again.stderr.split(':')[0]]).toEqual([1, 'SecretDeletedError']);
    const restored = await runCli(['restore', 'slackToken', '--env', 'staging'], options);
    expect(restored.code).toBe(0);
    expect((await runCli(['restore', 'slackToken', '--env', 'staging'], options)).stderr).toContain(
      'Nothing was changed',
    );
  });

  it('asks, and changes nothing where nobody can answer', async () => {
    aws().calls.clear();
    const { code } = await runCli(['remove', 'slackToken', '--env', 'staging'], { folder, variables: role(REMOVES) });
    expect(code).toBe(4);
    expect(aws().calls.count({ operation: 'DeleteSecret' })).toBe(0);
  });

  it('needs the name of production, to restore too', async () => {
    const options = { folder, variables: role(REMOVES) };
    const words = ['slackToken', '--env', 'prod', '--yes'];
    for (const verb of ['remove', 'restore']) expect((await runCli([verb, ...words], options)).code).toBe(4);
    for (const verb of ['remove', 'restore']) {
      expect((await runCli([verb, ...words, '--confirm', 'prod'], options)).code).toBe(0);
    }
  });

  it('needs the name of production for a secret that production has under the same name', async () => {
    write('common/package.json', '{ "name": "common" }');
    write(
      'common/amplify/secrets/resource.ts',
      `import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', dev: '*' },
  secrets: { common: textSecret({ name: 'shop/common' }) },
});
`,
    );
    aws().secrets.put('shop/common', 'first');
    const options = { folder: join(folder, 'common'), variables: admin(), stdin: 'second' };
    for (const words of [
      ['set', 'common', '-'],
      ['remove', 'common'],
      ['get', 'common', '--reveal'],
    ]) {
      const { code, stdout, stderr } = await runCli([...words, '--env', 'dev', '--yes', '--confirm', 'dev'], options);
      expect([code, stdout, stderr.split(':')[0]]).toEqual([4, '', 'NotConfirmedError']);
      const unnamed = await runCli([...words, '--env', 'dev', '--yes'], options);
      expect(unnamed.stderr).toContain('environment "prod" has the same stored value, and is production');
      expect(unnamed.stderr).toContain('Resolution: If it is meant, add: --confirm prod');
    }
    const named = await runCli(['set', 'common', '-', '--env', 'dev', '--confirm', 'prod'], options);
    expect(named.code).toBe(0);
  });

  it('shows nothing that a terminal would obey of an access report', async () => {
    write(
      '.amplify/artifacts/cdk.out/access-report.json',
      JSON.stringify({ title: 'branch \u001b[2Jx', secrets: [{ places: [] }] }),
    );
    const options = { folder, variables: admin() };
    const { stderr } = await runCli(['remove', 'slackToken', '--env', 'staging'], options);
    expect(stderr).toContain('(branch \\u{1b}[2Jx)');
  });

  it('removes the own parameter of a sandbox for good, and leaves the shared one', async () => {
    const [own, shared] = parameterFolders({ type: 'sandbox', namespace: 'shop-web', name: 'ana' });
    aws().parameters.put(`${own}/slackToken`, 'x');
    aws().parameters.put(`${shared}/slackToken`, 'x');
    const words = ['remove', 'slackToken', '--identifier', 'ana', '--yes'];
    const { code, stderr } = await runCli(words, { folder, variables: admin() });
    expect(code).toBe(0);
    expect(stderr).toContain('for good');
    expect(
      aws()
        .parameters.list()
        .map(({ name }) => name),
    ).toEqual([`${shared}/slackToken`]);
    const again = await runCli(words, { folder, variables: admin() });
    expect([again.code, again.stderr.split(':')[0]]).toEqual([4, 'NotPossibleError']);
  });

  it('refuses a field, and a recovery window that AWS does not have', async () => {
    const field = await runCli(['remove', 'stripe.apiKey', '--env', 'staging'], { folder, variables: admin() });
    expect([field.code, field.stderr.split(':')[0]]).toEqual([2, 'CommandUsageError']);
    const days = await runCli(['remove', 'slackToken', '--days', '3'], { folder, variables: admin() });
    expect(days.code).toBe(2);
  });
});

describe.skipIf(!HAS_PTY)('amplify-secrets remove on a terminal', () => {
  it('asks for a yes, and does nothing for a no', async () => {
    const steps = [{ expect: 'Remove slackToken of staging?', type: 'n' }];
    const words = ['remove', 'slackToken', '--env', 'staging'];
    expect((await runOnTerminal(words, steps, { folder, variables: admin() })).code).toBe(4);
    const yes = [{ expect: 'Remove slackToken of staging?', type: 'y' }];
    expect((await runOnTerminal(words, yes, { folder, variables: admin() })).code).toBe(0);
  });
});
