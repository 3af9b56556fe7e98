import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBackend } from '@amplify-secrets/local';
import { describe, expect, it, vi } from 'vitest';
import { allSecrets } from '../targets/secrets-matching.js';
import { checkSecrets, checkSecretsWithin } from './check-secrets.js';
import {
  as,
  asked,
  aws,
  backendWith,
  failureOf,
  manySecrets,
  notes,
  secrets,
  useLocalAws,
} from './check-secrets.test.support.js';

useLocalAws();

describe('checkSecrets notes what it cannot check, and resolves', () => {
  async function noteOf(check: (root: Parameters<typeof checkSecrets>[0]) => Promise<void> = checkSecrets) {
    const { app, root } = backendWith([secrets.stripe, secrets.certificate, secrets.slackSigningSecret]);
    await check(root);
    app.synth();
    return notes();
  }
  const skipped = (reason: string) => [`Note: checkSecrets did not check "myapp/prod/stripe" and 2 more: ${reason}\n`];

  it('notes missing credentials at once', async () => {
    as({ AWS_ACCESS_KEY_ID: undefined });
    expect(await noteOf()).toEqual(skipped('there are no valid AWS credentials (CredentialsProviderError).'));
    expect(asked()).toEqual({});
  });

  it('quotes the advice of the AWS SDK where a session of IAM Identity Center has ended (sso-expired)', async () => {
    const config = join(mkdtempSync(join(tmpdir(), 'check-secrets-')), 'config');
    writeFileSync(
      config,
      '[profile dev]\nsso_session = s\nsso_account_id = 123456789012\nsso_role_name = Admin\n[sso-session s]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n',
    );
    as({ AWS_CONFIG_FILE: config, AWS_PROFILE: 'dev', AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined });
    expect((await noteOf()).join()).toMatch(/there are no valid AWS credentials \(\w+\)\. .*aws sso login/);
  });

  it('looks for credentials as often for forty secrets as for one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'check-secrets-'));
    const [config, log] = [join(folder, 'config'), join(folder, 'log')];
    writeFileSync(config, `[profile mine]\ncredential_process = sh -c "echo asked >> ${log}; exit 1"\n`);
    as({
      AWS_CONFIG_FILE: config,
      AWS_PROFILE: 'mine',
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
    });
    await checkSecrets(backendWith(secrets.stripe).root);
    const once = readFileSync(log, 'utf8');
    await checkSecrets(backendWith(allSecrets(manySecrets(40))).root);
    expect(readFileSync(log, 'utf8')).toBe(once.repeat(2));
    rmSync(folder, { recursive: true });
  });

  it('notes credentials that AWS does not know', async () => {
    as({ AWS_SECRET_ACCESS_KEY: 'wrong' });
    expect(await noteOf()).toEqual(skipped('there are no valid AWS credentials (InvalidSignatureException).'));
  });

  it('notes a missing region', async () => {
    as({ AWS_REGION: undefined });
    expect(await noteOf()).toEqual(skipped('no AWS region is set. Set AWS_REGION.'));
  });

  it('notes the missing permission', async () => {
    // A function's own role: it may read values, and not look for secrets.
    const deployed = loadBackend(backendWith(secrets.stripe).app.synth().directory);
    aws().load(deployed);
    const [webhook] = deployed.functions;
    as(aws().env(webhook?.role ?? 'webhook'));
    expect(await noteOf()).toEqual(skipped('these credentials lack the permission secretsmanager:DescribeSecret.'));
  });

  it('notes that AWS cannot be reached', async () => {
    await aws().close();
    expect(await noteOf()).toEqual(skipped('AWS could not be reached (ECONNREFUSED).'));
  });

  it('notes that AWS does not answer in time', async () => {
    const hang = aws().faults.add({ kind: 'hang' });
    const controller = new AbortController();
    const check = async (root: Parameters<typeof checkSecrets>[0]) => {
      const checking = checkSecretsWithin(root, 5_000, controller.signal);
      await vi.waitUntil(() => hang.hits === 3);
      controller.abort();
      await checking;
    };
    expect(await noteOf(check)).toEqual(skipped('AWS did not answer within 5 s.'));
  });

  it('rejects for a secret that is known to be missing, though another cannot be checked', async () => {
    aws().faults.add({ kind: 'error', id: 'myapp/prod/certificate' });
    const { message } = await failureOf([secrets.stripe, secrets.certificate]);
    expect(message).toMatch(/^1 secret of branch "main" is missing:\n {2}secret "myapp\/prod\/stripe"/);
  });
});
