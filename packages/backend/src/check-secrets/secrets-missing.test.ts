import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type Deployment, parameterFolders } from '@amplify-secrets/runtime/contract';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, PREVIEW, SANDBOX } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from '../grant.js';
import { allSecrets } from '../targets/secrets-matching.js';
import { checkSecrets } from './check-secrets.js';
import { as, asked, aws, backendWith, CANARY, failureOf, secrets, useLocalAws } from './check-secrets.test.support.js';
import { secretsMissing } from './secrets-missing.js';
import { trimLine } from './value-files.js';

const mine: Deployment = { ...SANDBOX, name: userInfo().username };

useLocalAws();

describe('checkSecrets in AWS Secrets Manager', () => {
  it('rejects with a line for each missing secret and the command that creates it', async () => {
    aws().secrets.put('myapp/prod/certificate', CANARY);
    const { message, resolution } = await failureOf(allSecrets(secrets));
    expect(message.split('\n')).toEqual([
      '3 secrets of branch "main" are missing:',
      '  secret "myapp/prod/stripe" does not exist. Its value: {"apiKey":"…","webhookSecret":"…"}',
      '  secret "myapp/prod/slack-signing-secret" does not exist. Its value is a string.',
      '  secret "upwork-oauth-tokens" does not exist. Its value is JSON.',
    ]);
    expect(resolution.split('\n')).toEqual([
      'Run:',
      '  npx amplify-secrets set stripe --env prod --region us-east-1',
      '  npx amplify-secrets set slackSigningSecret --env prod --region us-east-1',
      '  npx amplify-secrets set upworkTokens --env prod --region us-east-1',
      'Or save each value in its file, and run:',
      `  ${trimLine(['stripe.json', 'slack-signing-secret.txt', 'upwork-oauth-tokens.json'])}`,
      '  aws secretsmanager create-secret --name myapp/prod/stripe --secret-string file://stripe.json --region us-east-1',
      '  aws secretsmanager create-secret --name myapp/prod/slack-signing-secret --secret-string file://slack-signing-secret.txt --region us-east-1',
      '  aws secretsmanager create-secret --name upwork-oauth-tokens --secret-string file://upwork-oauth-tokens.json --region us-east-1',
    ]);
  });

  it('rejects for a missing secret that is only written, and for a plain name', async () => {
    const { root, amplifyFunction } = makeBackend(MAIN);
    grantSecretWrite(amplifyFunction('importer'), secrets.certificate);
    grantSecretRead(amplifyFunction('legacy'), 'old/token', { branches: 'main' });
    grantSecretRead(amplifyFunction('elsewhere'), 'staging-only', { branches: 'staging' });
    const failure: unknown = await checkSecrets(root).catch((reason) => reason);
    expect(failure).toHaveProperty(
      'resolution',
      `Run: npx amplify-secrets set certificate --env prod --region us-east-1 --file certificate.bin
Or save each value in its file, and run:
  ${trimLine(['token.txt'])}
  aws secretsmanager create-secret --name myapp/prod/certificate --secret-binary fileb://certificate.bin --region us-east-1
  aws secretsmanager create-secret --name old/token --secret-string file://token.txt --region us-east-1`,
    );
  });

  it('rejects for a secret that is scheduled for deletion', async () => {
    aws().secrets.put('myapp/prod/stripe', '{}');
    await send({ SecretId: 'myapp/prod/stripe' });
    expect(await failureOf(secrets.stripe)).toMatchObject({
      message: '1 secret of branch "main" is missing:\n  secret "myapp/prod/stripe" is scheduled for deletion.',
      resolution: `Run: npx amplify-secrets restore stripe --env prod --region us-east-1
Or: aws secretsmanager restore-secret --secret-id myapp/prod/stripe --region us-east-1`,
    });
  });

  it('rejects for a secret without a value', async () => {
    await send({ Name: 'myapp/prod/slack-signing-secret' });
    expect(await failureOf(secrets.slackSigningSecret)).toMatchObject({
      message: expect.stringContaining('"myapp/prod/slack-signing-secret" has no value. Its value is a string.'),
      resolution: `Run: npx amplify-secrets set slackSigningSecret --env prod --region us-east-1
Or save its value in slack-signing-secret.txt, and run:
  ${trimLine(['slack-signing-secret.txt'])}
  aws secretsmanager put-secret-value --secret-id myapp/prod/slack-signing-secret --secret-string file://slack-signing-secret.txt --region us-east-1`,
    });
  });

  it('resolves for a secret without a value that is only written', async () => {
    await send({ Name: 'myapp/prod/slack-signing-secret' });
    const { root, amplifyFunction } = makeBackend(MAIN);
    grantSecretWrite(amplifyFunction('importer'), secrets.slackSigningSecret);
    await expect(checkSecrets(root)).resolves.toBeUndefined();
    grantSecretRead(amplifyFunction('reader'), secrets.slackSigningSecret);
    await expect(checkSecrets(root)).rejects.toMatchObject({ name: 'SecretsMissingError' });
  });

  it('shows the declared shape of a missing secret, also where its plain name is granted too', async () => {
    const both = await failureOf([secrets.stripe, 'myapp/prod/stripe'], MAIN, { branches: 'main' });
    expect(both.message).toMatch(/^1 secret .*\n.*Its value: \{"apiKey":"…","webhookSecret":"…"\}$/);
  });

  it('rejects for an ARN of a deleted secret, and of a secret in another region', async () => {
    const arn = (region: string) => `arn:aws:secretsmanager:${region}:123456789012:secret:bank-AbCdEf`;
    aws().secrets.put('bank', CANARY);
    const { message, resolution } = await failureOf([arn('us-east-1'), arn('eu-west-1')], MAIN, { branches: 'main' });
    expect(message.match(/secret "arn.*does not exist/g)).toHaveLength(2);
    expect(resolution).toContain('--name bank --secret-string file://bank-2.txt --region eu-west-1');
    expect(new Set(aws().calls.map(({ region }) => region))).toEqual(new Set(['us-east-1', 'eu-west-1']));
  });

  it('shows the profile that ampx was given', async () => {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key } = aws().env();
    const folder = mkdtempSync(join(tmpdir(), 'check-secrets-'));
    writeFileSync(join(folder, 'credentials'), `[jan's]\naws_access_key_id=${id}\naws_secret_access_key=${key}\n`);
    as({ AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'), AWS_PROFILE: "jan's" });
    as({ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined });
    expect((await failureOf(secrets.stripe)).resolution).toContain(" --region us-east-1 --profile 'jan'\\''s'");
    rmSync(folder, { recursive: true });
  });
});

describe('F09: a secret that an AWS service owns', () => {
  it('is neither created nor overwritten', async () => {
    const names = ['rds!cluster-0a1b2c3d', 'old/token'];
    expect(await failureOf(names, MAIN, { branches: 'main' })).toMatchObject({
      message: `2 secrets of branch "main" are missing:
  secret "rds!cluster-0a1b2c3d" does not exist. It belongs to Amazon RDS.
  secret "old/token" does not exist. Its value is a string.`,
      resolution: `Save its value in token.txt, and run:
  ${trimLine(['token.txt'])}
  aws secretsmanager create-secret --name old/token --secret-string file://token.txt --region us-east-1
Only Amazon RDS may create "rds!cluster-0a1b2c3d" and set its value. To see the secrets that it has, run:
  aws rds describe-db-clusters --query "DBClusters[].MasterUserSecret.SecretArn" --region us-east-1`,
    });
  });

  it('is known by what AWS says of it, where its name does not show it', () => {
    const secret = {
      store: 'secrets-manager',
      name: 'plain',
      ids: ['plain'],
      region: undefined,
      isRead: true,
    } as const;
    const missing = [
      {
        secret: { ...secret, kind: undefined, fields: undefined },
        region: 'us-east-1',
        found: 'empty',
        owner: 'new-one',
      },
    ] as const;
    const { message, resolution } = secretsMissing(MAIN, missing);
    expect(message).toContain('"plain" has no value. It belongs to the AWS service "new-one".');
    expect(resolution).not.toMatch(/put-secret-value|create-secret/);
  });
});

describe("checkSecrets in Amplify's own store", () => {
  it('rejects in a sandbox, and shows what sets the secret', async () => {
    expect(await failureOf([secrets.stripe, secrets.slackSigningSecret, secrets.certificate], mine)).toMatchObject({
      message: `3 secrets of sandbox "${mine.name}" are missing:
  Amplify secret "stripe" is not set. Its value: {"apiKey":"…","webhookSecret":"…"}
  Amplify secret "slackSigningSecret" is not set. Its value is a string.
  Amplify secret "certificate" is not set. Its value is binary, in base64.`,
      resolution: `Run:
  npx amplify-secrets set stripe
  npx amplify-secrets set slackSigningSecret
  npx amplify-secrets set certificate --file value.bin
Or:
  npx ampx sandbox secret set stripe
  npx ampx sandbox secret set slackSigningSecret
  npx ampx sandbox secret set certificate`,
    });
  });

  it('shows the identifier of a sandbox', async () => {
    expect((await failureOf(secrets.stripe, { ...SANDBOX, name: 'feature-1' })).resolution).toBe(
      `Run: npx amplify-secrets set stripe --identifier feature-1
Or: npx ampx sandbox secret set stripe --identifier feature-1`,
    );
  });

  it('rejects in a preview, and shows the parameter that all previews share', async () => {
    expect((await failureOf(secrets.stripe, PREVIEW)).resolution).toBe(
      `Run: npx amplify-secrets set stripe --env preview --shared --app-id d1a2b3 --region us-east-1
Or save its value in stripe.json, and run:
  ${trimLine(['stripe.json'])}
  aws ssm put-parameter --type SecureString --name /amplify/shared/d1a2b3/stripe --value file://stripe.json --region us-east-1`,
    );
  });

  it('rejects for a binary secret in a preview, and shows how to store its bytes as a string', async () => {
    expect(
      (await failureOf(secrets.certificate, PREVIEW)).resolution,
    ).toBe(`Run: npx amplify-secrets set certificate --env preview --shared --app-id d1a2b3 --region us-east-1 --file certificate.bin
Or save its value in certificate.bin, and run:
  node -e "fs.writeFileSync('certificate.bin.txt', fs.readFileSync('certificate.bin', 'base64'))"
  aws ssm put-parameter --type SecureString --name /amplify/shared/d1a2b3/certificate --value file://certificate.bin.txt --region us-east-1`);
  });

  it('resolves when the own parameter or the shared one exists', async () => {
    aws().parameters.put('/amplify/shared/d1a2b3/stripe', '{}');
    aws().parameters.put(`${parameterFolders(PREVIEW)[0]}/slackSigningSecret`, CANARY);
    const { root } = backendWith([secrets.stripe, secrets.slackSigningSecret], PREVIEW);
    await expect(checkSecrets(root)).resolves.toBeUndefined();
    expect(asked()).toEqual({ DescribeParameters: 1 });
  });

  it('resolves for a parameter that is only written, which Parameter Store creates', async () => {
    const { root, amplifyFunction } = makeBackend(mine);
    grantSecretWrite(amplifyFunction('importer'), secrets.upworkTokens);
    await checkSecrets(root);
    grantSecretReadWrite(amplifyFunction('refresh'), secrets.upworkTokens);
    await expect(checkSecrets(root)).rejects.toThrow('"upworkTokens" is not set');
  });
});

/** For states that no seed has. */
async function send(input: { Name: string } | { SecretId: string }) {
  const client = new SecretsManagerClient({});
  if ('Name' in input) await client.send(new CreateSecretCommand(input));
  else await client.send(new DeleteSecretCommand(input));
  client.destroy();
}
