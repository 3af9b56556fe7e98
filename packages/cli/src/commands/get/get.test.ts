import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder } = testProject();
const KEY = 'sk_live_canaryCanaryCanary9f3f';
const STRIPE = `{"apiKey":"${KEY}","webhookSecret":"short"}`;
const READS = { actions: 'secretsmanager:GetSecretValue', resources: secretArn('shop/*') };

beforeAll(() => {
  for (const environment of ['prod', 'staging']) aws().secrets.put(`shop/${environment}/stripe`, STRIPE);
});

describe('amplify-secrets get', () => {
  it('masks the fields of a secret', async () => {
    const { code, stdout } = await runCli(['get', 'stripe', '--env', 'staging'], { folder, variables: role(READS) });
    expect(code).toBe(0);
    expect(stdout).toBe('apiKey         sk_…3f, 30 characters\nwebhookSecret  …, 5 characters\n');
  });

  it('writes the raw bytes of a field to a pipe, without a newline', async () => {
    const words = ['get', 'stripe.apiKey', '--env', 'staging', '--reveal', '--yes'];
    const { code, stdout, stderr } = await runCli(words, { folder, variables: role(READS) });
    expect([code, stdout, stderr]).toEqual([0, KEY, '']);
  });

  it('writes the whole value as it is stored, and binary ones byte by byte', async () => {
    const whole = await runCli(['get', 'stripe', '--env', 'staging', '--reveal', '--yes'], {
      folder,
      variables: admin(),
    });
    expect(whole.stdout).toBe(STRIPE);
    const bytes = Uint8Array.from([0, 255, 10, 13, 0]);
    aws().secrets.put('shop/staging/keystore', bytes);
    const binary = await runCli(['get', 'keystore', '--env', 'staging', '--reveal', '--yes'], {
      folder,
      variables: admin(),
    });
    expect([...binary.bytes]).toEqual([...bytes]);
  });

  it('refuses to reveal without a terminal on stdin and without --yes, before it reads', async () => {
    aws().calls.clear();
    const { code, stdout, stderr } = await runCli(['get', 'stripe.apiKey', '--env', 'staging', '--reveal'], {
      folder,
      variables: admin(),
    });
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^ConfirmationNeededError: [^\n]*\nResolution: If it is meant, add: --yes\n$/);
    expect(aws().calls.count()).toBe(0);
  });

  it('refuses to reveal production’s without its name, --yes or not', async () => {
    const words = ['get', 'stripe.apiKey', '--branch', 'main', '--reveal', '--yes'];
    const refused = await runCli(words, { folder, variables: admin() });
    expect([refused.code, refused.stdout]).toEqual([4, '']);
    expect(refused.stderr).toContain('add: --confirm prod');
    const wrong = await runCli([...words, '--confirm', 'staging'], { folder, variables: admin() });
    expect([wrong.code, wrong.stdout]).toEqual([4, '']);
    const { code, stdout } = await runCli([...words, '--confirm', 'prod'], { folder, variables: admin() });
    expect([code, stdout]).toEqual([0, KEY]);
  });

  it('prints JSON without the value, and with it where it is asked for', async () => {
    const words = ['get', 'stripe', '--env', 'staging', '--json'];
    const masked = await runCli(words, { folder, variables: admin() });
    expect(JSON.parse(masked.stdout)).toMatchObject({ secret: 'stripe', characters: { apiKey: 30, webhookSecret: 5 } });
    // Not even an end of it. A version may end like it.
    const { version, ...rest } = JSON.parse(masked.stdout);
    expect(JSON.stringify(rest)).not.toMatch(/3f|canary/);
    const revealed = await runCli([...words, '--reveal', '--yes'], { folder, variables: admin() });
    expect(JSON.parse(revealed.stdout).value).toEqual(JSON.parse(STRIPE));
  });

  it('reads the own value of a sandbox before the shared one', async () => {
    const [own, shared] = parameterFolders({ type: 'sandbox', namespace: 'shop-web', name: 'ana' });
    aws().parameters.put(`${shared}/slackToken`, 'of-all');
    const words = ['get', 'slackToken', '--identifier', 'ana', '--reveal', '--yes'];
    expect((await runCli(words, { folder, variables: admin() })).stdout).toBe('of-all');
    aws().parameters.put(`${own}/slackToken`, 'of-ana');
    expect((await runCli(words, { folder, variables: admin() })).stdout).toBe('of-ana');
  });

  it('says that a secret is missing, with the command that sets it', async () => {
    const { code, stderr } = await runCli(['get', 'slackToken', '--env', 'dev'], { folder, variables: admin() });
    expect(code).toBe(3);
    expect(stderr).toContain('Resolution: Set it: npx amplify-secrets set slackToken --env dev\n');
  });

  it('says what a role lacks, and nothing of the value', async () => {
    const { code, stderr } = await runCli(['get', 'stripe', '--env', 'staging'], { folder, variables: role() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^SecretAccessDeniedError: .*secretsmanager:GetSecretValue/);
  });

  it.each([
    ['strip', 'Use one of: stripe, slackToken, keystore'],
    ['slack-token', 'Write the key as it is declared: slackToken'],
    ['stripe.apikey', 'Use one of: stripe.apiKey, stripe.webhookSecret'],
  ])('names what there is instead of %s', async (argument, resolution) => {
    const { code, stderr } = await runCli(['get', argument, '--env', 'staging'], { folder, variables: admin() });
    expect(code).toBe(2);
    expect(stderr).toContain(`Resolution: ${resolution}\n`);
  });
});

describe.skipIf(!HAS_PTY)('amplify-secrets get on a terminal', () => {
  it('asks for the name of production, and ends the value with a newline', async () => {
    const words = ['get', 'stripe.apiKey', '--env', 'prod', '--reveal'];
    const steps = [{ expect: 'Type its name, prod, to go on:', type: 'prod\r' }];
    const { code, screen, unmet } = await runOnTerminal(words, steps, { folder, variables: admin() });
    expect([code, unmet]).toEqual([0, []]);
    expect(screen).toMatch(new RegExp(`${KEY}\r\n$`));
  });

  it('shows nothing when another name is typed', async () => {
    const words = ['get', 'stripe.apiKey', '--env', 'prod', '--reveal'];
    const steps = [{ expect: 'Type its name, prod, to go on:', type: 'staging\r' }];
    const { code, screen } = await runOnTerminal(words, steps, { folder, variables: admin() });
    expect(code).toBe(4);
    expect(screen).not.toContain(KEY);
  });

  it('needs no yes of somebody who sits there, and gives a pipe the bytes alone', async () => {
    const words = ['get', 'stripe.apiKey', '--env', 'staging', '--reveal'];
    const { code, screen, stdout } = await runOnTerminal(words, [], { folder, variables: admin(), pipesStdout: true });
    expect([code, stdout]).toEqual([0, KEY]);
    expect(screen).not.toContain(KEY);
  });

  it('asks nobody under a coding agent, which would answer itself', async () => {
    const words = ['get', 'stripe.apiKey', '--env', 'staging', '--reveal'];
    const variables = { ...admin(), CLAUDECODE: '1' };
    const { code, screen } = await runOnTerminal(words, [], { folder, variables });
    expect(code).toBe(4);
    expect(screen).toContain('a coding agent runs this (CLAUDECODE is set)');
    expect(screen).not.toContain(KEY);
  });
});
