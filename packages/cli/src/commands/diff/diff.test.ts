import { describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, role } = testAws();
const { folder } = testProject();
const READS = { actions: 'secretsmanager:GetSecretValue', resources: secretArn('shop/*') };

describe('amplify-secrets diff', () => {
  it('says what differs by field, ends with 3, and prints no value and nothing that is stable', async () => {
    aws().secrets.put('shop/prod/stripe', '{"apiKey":"canary-a","webhookSecret":"canary-w"}');
    aws().secrets.put('shop/staging/stripe', '{"apiKey":"canary-b","webhookSecret":"canary-w"}');
    aws().secrets.put('shop/prod/slack-token', 'canary');
    const { code, stdout, stderr } = await runCli(['diff', 'prod', 'staging'], { folder, variables: role(READS) });
    expect(code).toBe(3);
    expect(stdout).toBe(
      'stripe.apiKey         different\nstripe.webhookSecret  same\nslackToken            only in prod\nkeystore              in neither\n',
    );
    const json = await runCli(['diff', 'prod', 'staging', '--json'], { folder, variables: role(READS) });
    expect(JSON.parse(json.stdout).secrets[0]).toEqual({
      secret: 'stripe',
      in: 'different',
      fields: { apiKey: 'different', webhookSecret: 'same' },
    });
    expect(stdout + stderr + json.stdout).not.toContain('canary');
  });

  it('ends with 0 when nothing differs', async () => {
    const { code } = await runCli(['diff', 'prod', 'prod'], { folder, variables: role(READS) });
    expect(code).toBe(0);
  });

  it('ends with 2 for an environment that is not declared', async () => {
    const { code, stderr } = await runCli(['diff', 'prod', 'live'], { folder, variables: role(READS) });
    expect(code).toBe(2);
    expect(stderr).toContain('Use one of: --env prod, --env staging, --env preview, --env dev, --env sandbox');
  });
});
