import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { parameterArn, secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { ENTER, HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder } = testProject();
const CANARY = 'canary-XyZ-0123456789';
const reads = (name: string) => ({ actions: 'secretsmanager:GetSecretValue', resources: secretArn(name) });
const WRITES = {
  actions: ['DescribeSecret', 'GetSecretValue', 'CreateSecret', 'PutSecretValue', 'UpdateSecretVersionStage'].map(
    (action) => `secretsmanager:${action}`,
  ),
  resources: secretArn('shop/prod/*'),
};
const copier = () => role(reads('shop/staging/*'), WRITES);
const copy = (words: readonly string[], variables: Readonly<Record<string, string>> = copier()) =>
  runCli(['copy', ...words], { folder, variables });
const TO_PROD = ['--from', 'staging', '--to', 'prod'];

beforeEach(() => {
  for (const { name } of aws().secrets.list()) aws().secrets.remove(name);
  aws().secrets.put('shop/staging/stripe', `{"apiKey":"${CANARY}","webhookSecret":"w"}`);
  aws().secrets.put('shop/prod/stripe', '{"apiKey":"old","webhookSecret":"w"}');
  aws().secrets.put('shop/staging/slack-token', CANARY);
  aws().calls.clear();
});

describe('amplify-secrets copy', () => {
  it('shows the plan by field, copies what is new or differs, and writes nothing the second time', async () => {
    const { code, stdout, stderr } = await copy([...TO_PROD, '--confirm', 'prod']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      'stripe.apiKey         differs\nstripe.webhookSecret  same\nslackToken            new\nkeystore              no value in staging\n',
    );
    expect(stderr).toMatch(
      /✓ Secret "stripe" of prod \("shop\/prod\/stripe"\) was changed: changed apiKey; .*\n✓ Secret "slackToken" of prod .* was created\./,
    );
    expect(stdout + stderr).not.toContain('canary');
    expect((await runCli(['diff', 'staging', 'prod'], { folder, variables: admin() })).code).toBe(0);
    aws().calls.clear();
    const again = await copy(TO_PROD);
    expect([again.code, again.stderr]).toEqual([0, 'There is nothing to copy.\n']);
    expect(aws().calls.count({ operation: 'PutSecretValue' })).toBe(0);
  });

  it('needs the name of any target, and --yes is no option', async () => {
    for (const [to, words] of [
      ['prod', TO_PROD],
      ['dev', ['--from', 'staging', '--to', 'dev']],
    ] as const) {
      const { code, stderr } = await copy(words, admin());
      expect([to, code]).toEqual([to, 4]);
      expect(stderr).toContain(`Resolution: If it is meant, add: --confirm ${to}`);
    }
    expect((await copy([...TO_PROD, '--yes'])).code).toBe(2);
    expect((await copy([...TO_PROD, '--confirm', 'staging'])).code).toBe(4);
    expect(aws().calls.count({ operation: 'PutSecretValue' })).toBe(0);
  });

  it('prints the plan as JSON, and what was written, without a value', async () => {
    const dry = await copy([...TO_PROD, 'stripe.apiKey', '--dry-run', '--json']);
    expect([dry.code, JSON.parse(dry.stdout)]).toEqual([
      0,
      {
        app: 'shop',
        from: 'staging',
        to: 'prod',
        secrets: [{ secret: 'stripe', outcome: 'to copy', fields: { apiKey: 'differs' } }],
      },
    ]);
    const { stdout } = await copy([...TO_PROD, 'stripe.apiKey', '--confirm', 'prod', '--json']);
    expect(JSON.parse(stdout).secrets).toMatchObject([{ secret: 'stripe', outcome: 'changed' }]);
    expect(dry.stdout + stdout).not.toContain('canary');
  });

  it('says what was copied and what was not, when AWS refuses one of them', async () => {
    const variables = role(
      reads('shop/*'),
      { ...WRITES, resources: secretArn('shop/prod/stripe') },
      {
        actions: 'secretsmanager:DescribeSecret',
        resources: secretArn('shop/prod/*'),
      },
    );
    const { code, stdout, stderr } = await copy([...TO_PROD, '--confirm', 'prod', '--json'], variables);
    expect(code).toBe(1);
    expect(stderr).toContain('SecretAccessDeniedError: Secret "shop/prod/slack-token" could not be created');
    expect(stderr).toContain('Written: stripe. Failed: slackToken.');
    expect(JSON.parse(stdout).secrets.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'changed',
      'failed',
      'missing',
    ]);
  });

  it('refuses production in previews and sandboxes, before it reads', async () => {
    for (const to of [['preview', '--branch', 'pr-7', '--app-id', 'd1a2b3'], ['sandbox']]) {
      const { code, stderr } = await copy(['--from', 'prod', '--to', ...to, '--confirm', to[0] ?? ''], admin());
      expect([to, code]).toEqual([to, 4]);
      expect(stderr).toMatch(
        /^NotPossibleError: .*\nResolution: Set a value of its own: npx amplify-secrets set stripe/,
      );
    }
    expect(aws().calls.count()).toBe(0);
  });

  it('copies to the own folder of a sandbox, and ends with 3 for a named secret without a value', async () => {
    const words = ['--from', 'staging', '--to', 'sandbox', '--identifier', 'ana', '--confirm', 'sandbox'];
    const variables = role(reads('shop/staging/*'), {
      actions: ['ssm:GetParameters', 'ssm:PutParameter'],
      resources: parameterArn('/amplify/*'),
    });
    expect((await copy([...words, 'slackToken'], variables)).code).toBe(0);
    const [own] = parameterFolders({ type: 'sandbox', namespace: 'shop-web', name: 'ana' });
    expect(aws().parameters.list()).toMatchObject([{ name: `${own}/slackToken`, type: 'SecureString', version: 1 }]);
    const missing = await copy([...words, 'keystore'], variables);
    expect(missing.code).toBe(3);
    expect(missing.stderr).toContain('Set it: npx amplify-secrets set keystore --env staging');
  });

  it('ends with 2 without two environments', async () => {
    expect((await copy(['--to', 'prod'])).code).toBe(2);
    const { code, stderr } = await copy(['--from', 'prod', '--to', 'prod']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('must be two environments, and both are "prod"')]);
  });
});

describe.skipIf(!HAS_PTY)('amplify-secrets copy on a terminal', () => {
  it('asks for the name of the target, and refuses another one', async () => {
    const answer = (type: string) =>
      runOnTerminal(['copy', ...TO_PROD, 'stripe'], [{ expect: 'Type its name, prod', type: `${type}${ENTER}` }], {
        folder,
        variables: copier(),
        columns: 200,
      });
    expect((await answer('staging')).code).toBe(4);
    const { code, screen, unmet } = await answer('prod');
    expect([code, unmet]).toEqual([0, []]);
    expect(screen).toContain('was changed');
    expect(screen).not.toContain('canary');
  });
});
