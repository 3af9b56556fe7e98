import { ReplicateSecretToRegionsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, secretArn, testAws } from '../../aws.test.support.js';
import { describeKey, otherServices } from '../../other-services.test.support.js';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role, roleOf } = testAws();
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
let key: object = { KeyState: 'Enabled' };
const endpoints = otherServices(
  roleOf,
  describeKey(() => ({ [KEY]: key })),
);
const { folder, write } = testProject();
const actions = ['DescribeSecret', 'ListSecretVersionIds', 'GetSecretValue'].map(
  (action) => `secretsmanager:${action}`,
);
const LOOKS = { actions, resources: secretArn('shop/*') };
const LISTS = { actions: 'secretsmanager:ListSecrets', resources: '*' };

describe('amplify-secrets doctor', () => {
  it('says who and where one is, what the secrets cost, the state of each, and that nothing is wrong', async () => {
    for (const name of ['stripe', 'slack-token', 'keystore']) aws().secrets.put(`shop/prod/${name}`, 'x');
    const { code, stdout, stderr } = await runCli(['doctor', '--branch', 'main'], {
      folder,
      variables: role(LOOKS, LISTS),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^environment +prod \(branch "main"\)\nbranches +main → prod\n +staging, release\/\* → staging\n +pr-\* → preview\n +\* → dev\nstore +AWS Secrets Manager\naccount +123456789012\nregion +us-east-1\nyou +arn:aws:sts::.*\nsecrets +3 declared, \$1\.20 a month\n\nsecret +state +changed +version +rotation\nstripe +set +\d+ min ago +\w{8} +off\nslackToken +set .*\nkeystore +set .*\n$/,
    );
    expect(stderr).toContain('Nothing is wrong');
    expect(aws().calls.count({ operation: 'GetSecretValue' })).toBe(0);
  });

  it('finds what is missing, who would read it, and keys, each with its command, and leaves a rotation that has just begun alone', async () => {
    write(
      '.amplify/artifacts/cdk.out/access-report.json',
      JSON.stringify({
        title: 'branch "staging"',
        principals: [{ id: 'p', name: 'signer' }],
        secrets: [{ places: [{ name: 'shop/staging/keystore', access: [{ principal: 'p', allowed: ['read'] }] }] }],
      }),
    );
    aws().secrets.put('shop/staging/stripe', '{}', { kmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' });
    aws().secrets.put('shop/staging/slack-token', 'x');
    aws().secrets.put('shop/staging/slack-token', 'y', { versionStages: ['AWSPENDING'] });
    const variables = { ...role(LOOKS, LISTS), ...endpoints() };
    const { code, stdout, stderr } = await runCli(['doctor', '--env', 'staging'], { folder, variables });
    expect(stderr).toContain('These credentials lack kms:DescribeKey on it');
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /\nstripe: "shop\/staging\/stripe" is encrypted with the key 1234abcd-.*\n {2}Resolution: Write in its definition: encryptionKey/,
    );
    expect(stdout).not.toContain('slackToken:');
    expect(stdout).toContain(
      '\nkeystore: "shop/staging/keystore" does not exist. The last synthesis lets signer read it.\n',
    );
  });

  it('finds a value under a wrong name, what is not declared, and grants that allow nothing that exists', async () => {
    const access = [{ principal: 'p', granted: ['read'], allowed: ['read'] }];
    const granted = (name: string) => ({ id: name, store: 'secrets-manager', places: [{ name, access }] });
    write(
      '.amplify/artifacts/cdk.out/access-report.json',
      JSON.stringify({
        title: 'branch "main"',
        principals: [{ id: 'p', name: 'signer' }],
        secrets: [granted('shop/prod/stripe'), granted('legacy/gone'), granted('legacy/there')],
        patterns: ['shop/prod/github-*', 'shop/prod/gitlab-*'].map((name) => ({
          id: name,
          store: 'secrets-manager',
          names: [name],
          granted: [{ principal: 'p' }],
        })),
      }),
    );
    for (const name of ['prod/stripe', 'prod/keystore', 'prod/slackToken', 'prod/forgotten', 'prod/github-acme']) {
      aws().secrets.put(`shop/${name}`, 'x');
    }
    aws().secrets.remove('shop/prod/slack-token');
    aws().secrets.put('legacy/there', 'x');
    const { code, stdout } = await runCli(['doctor', '--env', 'prod', '--json'], { folder, variables: admin() });
    expect(code).toBe(3);
    expect(JSON.parse(stdout).findings).toMatchObject([
      { key: 'slackToken', what: '"shop/prod/slack-token" does not exist.' },
      { key: 'shop/prod/forgotten', what: 'is not declared, and costs $0.40 a month.' },
      {
        key: 'slackToken',
        resolution:
          'If it is meant, copy it: aws secretsmanager get-secret-value --query SecretString --output text --secret-id shop/prod/slackToken | npx amplify-secrets set slackToken --env prod',
      },
      { key: 'legacy/gone', what: 'does not exist, and the last synthesis grants it to signer.' },
      { key: 'shop/prod/gitlab-*', what: 'matches no secret, and the last synthesis grants it to signer.' },
    ]);
    const { stderr } = await runCli(['doctor', '--env', 'prod'], { folder, variables: role(LOOKS) });
    expect(stderr).toContain('secretsmanager:ListSecrets');
    expect(stderr).not.toContain('Nothing is wrong');
  });

  it('finds a KMS key that cannot be used, and counts replicas, without reading a value', async () => {
    for (const name of ['stripe', 'slack-token', 'keystore']) {
      aws().secrets.put(`shop/dev/${name}`, 'x', name === 'stripe' ? { kmsKeyId: KEY } : {});
    }
    const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = admin();
    const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
    const client = new SecretsManagerClient({ region: 'us-east-1', endpoint, credentials });
    const AddReplicaRegions = [{ Region: 'eu-west-1' }, { Region: 'eu-central-1' }];
    await client.send(new ReplicateSecretToRegionsCommand({ SecretId: 'shop/dev/keystore', AddReplicaRegions }));
    const describes = { actions: 'kms:DescribeKey', resources: KEY };
    const variables = { ...role(LOOKS, LISTS, describes), ...endpoints() };
    const found = async (metadata: object) => {
      key = metadata;
      const { stdout, stderr } = await runCli(['doctor', '--env', 'dev', '--json'], { folder, variables });
      expect(stderr).not.toContain('lack');
      return JSON.parse(stdout);
    };
    aws().calls.clear();
    const disabled = await found({ KeyState: 'Disabled' });
    expect(disabled).toMatchObject({ replicas: 2, dollarsPerMonth: 2 });
    expect(disabled.findings[0]).toEqual({
      key: 'stripe',
      what: `"shop/dev/stripe" is encrypted with the key ${KEY}, which is disabled: nobody can read it.`,
      resolution: `Enable it: aws kms enable-key --key-id ${KEY}`,
    });
    const pending = await found({ KeyState: 'PendingDeletion', DeletionDate: Date.UTC(2027, 0, 5) / 1000 });
    expect(pending.findings[0].what).toContain('which AWS deletes on 2027-01-05, and with it the value');
    expect(aws().calls.count({ operation: 'GetSecretValue' })).toBe(0);
    aws().secrets.remove('shop/dev/stripe');
  });

  it('finds with --values what is in them, and prints nothing of it', async () => {
    aws().secrets.put('shop/dev/stripe', '"{\\"apiKey\\":\\"canary\\"}"');
    aws().secrets.put('shop/dev/slack-token', 'canary\n');
    aws().secrets.put('shop/dev/keystore', Uint8Array.from([1]));
    const twice = await runCli(['doctor', '--env', 'dev', '--values'], { folder, variables: role(LOOKS, LISTS) });
    expect(twice.code).toBe(3);
    expect(twice.stdout).toContain('\nstripe: is JSON within JSON');
    expect(twice.stdout).toContain('\nslackToken: begins or ends with a space or a newline.\n');
    aws().secrets.put('shop/dev/stripe', '{"apiKey":"<value will be resolved during runtime>","canary":" canary"}');
    const { stdout } = await runCli(['doctor', '--env', 'dev', '--values', '--json'], { folder, variables: admin() });
    expect(JSON.parse(stdout).findings).toMatchObject([
      { key: 'stripe.apiKey', what: "is Amplify's placeholder, in place of a value." },
      { key: 'stripe.canary', what: 'begins or ends with a space or a newline.' },
      { key: 'stripe', what: expect.stringContaining('"webhookSecret" is missing') },
      { key: 'slackToken' },
    ]);
    expect(twice.stdout + twice.stderr).not.toContain('canary');
  });

  it('says that there are no credentials, and how to sign in', async () => {
    const { code, stderr } = await runCli(['doctor', '--env', 'prod', '--region', 'us-east-1'], {
      folder,
      variables: { AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^CredentialsMissingError: .*\nResolution: .*aws sso login/);
  });
});
