import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { CTRL_C, CTRL_D, ENTER, HAS_PTY, runOnTerminal } from '../../pseudo-terminal.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder, write } = testProject();
const CANARY = 'canary-XyZ-0123456789';
const STAGING = secretArn('shop/staging/*');
const WRITES = [
  {
    actions: [
      'DescribeSecret',
      'GetSecretValue',
      'CreateSecret',
      'PutSecretValue',
      'UpdateSecretVersionStage',
      'TagResource',
    ].map((action) => `secretsmanager:${action}`),
    resources: STAGING,
  },
];

describe('amplify-secrets set', () => {
  it('creates what is missing, and changes one field of what is there', async () => {
    const created = await runCli(['set', 'stripe', '--env', 'staging', '--tags', 'team=web'], {
      folder,
      variables: role(...WRITES),
      stdin: `{"apiKey":"a","webhookSecret":"${CANARY}"}\n`,
    });
    expect(created.code).toBe(0);
    expect(created.stderr).toContain('was created: added apiKey, webhookSecret.');
    expect(aws().secrets.list()).toMatchObject([{ name: 'shop/staging/stripe', tags: { team: 'web' } }]);
    const changed = await runCli(['set', 'stripe.apiKey', '-', '--env', 'staging', '--json'], {
      folder,
      variables: role(...WRITES),
      stdin: 'b',
    });
    expect(JSON.parse(changed.stdout)).toMatchObject({
      outcome: 'changed',
      changes: { changed: ['apiKey'], same: ['webhookSecret'] },
    });
    expect(await stored('stripe')).toBe(`{"apiKey":"b","webhookSecret":"${CANARY}"}`);
    expect(created.stdout + created.stderr + changed.stdout + changed.stderr).not.toContain(CANARY);
  });

  it('writes nothing when the value is there already', async () => {
    aws().secrets.put('shop/staging/slack-token', CANARY);
    aws().calls.clear();
    const { code, stderr } = await setFrom(CANARY);
    expect(code).toBe(0);
    expect(stderr).toContain('has this value already. Nothing was written.');
    expect(aws().calls.count({ operation: 'PutSecretValue' })).toBe(0);
  });

  it('refuses a value as an argument, explains why, and does not repeat it', async () => {
    aws().calls.clear();
    for (const words of [
      ['set', 'slackToken', CANARY, '--env', 'staging'],
      ['set', 'slackToken', '-', CANARY],
      ['set', 'slackToken', `--value=${CANARY}`],
      ['set', `stripe.apiKey=${CANARY}`],
      ['set', `slackToken=${CANARY}`, '--env', 'staging'],
    ]) {
      const { code, stdout, stderr } = await runCli(words, { folder, variables: admin() });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^(ValueAsArgumentError: .* history|CommandUsageError: There is an unknown option)/);
      expect(stderr).not.toContain(CANARY);
    }
    expect(aws().calls.count()).toBe(0);
  });

  it.each([
    ['the name of a file', ['set', 'slackToken', '--env', 'staging', '--file', CANARY], 1],
    ['an environment', ['set', 'slackToken', '--env', CANARY], 2],
    ['the name of production', ['set', 'slackToken', '--env', 'prod', '--confirm', CANARY], 4],
    ['tags', ['set', 'slackToken', '--env', 'staging', '--tags', CANARY], 2],
    ['the name of a secret', ['get', CANARY, '--env', 'staging'], 2],
    ['a field', ['get', `stripe.${CANARY}`, '--env', 'staging'], 2],
    ['a field of what has none', ['get', `slackToken.${CANARY}`, '--env', 'staging'], 2],
    ['a part of a version', ['remove', `stripe.apiKey.${CANARY}`, '--env', 'staging'], 2],
    ['a number of days', ['remove', 'stripe', '--env', 'staging', '--days', CANARY], 2],
    ['a list of secrets', ['run', '--env', 'staging', '--only', CANARY, '--', 'true'], 2],
  ])('does not repeat a value that is given as %s', async (_what, words, expected) => {
    const { code, stdout, stderr } = await runCli(words, { folder, variables: admin(), stdin: 'x' });
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(/^\w+Error: .*\nResolution: /m);
    expect(stderr).not.toContain(CANARY);
  });

  it('refuses a secret that is scheduled for deletion, and restores it with --restore', async () => {
    aws().secrets.put('shop/staging/keystore', Uint8Array.from([1]));
    const bytes = Uint8Array.from([2, 10]);
    const { DeleteSecretCommand } = await import('@aws-sdk/client-secrets-manager');
    await (await manager()).send(new DeleteSecretCommand({ SecretId: 'shop/staging/keystore' }));
    const refused = await runCli(['set', 'keystore', '--env', 'staging'], { folder, variables: admin(), stdin: bytes });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^SecretDeletedError/);
    const { code } = await runCli(['set', 'keystore', '--env', 'staging', '--restore'], {
      folder,
      variables: admin(),
      stdin: bytes,
    });
    expect(code).toBe(0);
  });

  it('restores what is scheduled for deletion only when the value is valid, and keeps its other fields', async () => {
    const name = 'shop/staging/stripe';
    aws().secrets.put(name, '{"apiKey":"old","webhookSecret":"kept"}');
    const { DeleteSecretCommand } = await import('@aws-sdk/client-secrets-manager');
    await (await manager()).send(new DeleteSecretCommand({ SecretId: name }));
    const setIt = (secret: string, stdin: string) =>
      runCli(['set', secret, '-', '--env', 'staging', '--restore', '--json'], { folder, variables: admin(), stdin });
    const refused = await setIt('stripe', '{"apiKey":"new"}');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('"webhookSecret" is missing')]);
    expect(await isDeleted(name)).toBe(true);
    const { code, stdout } = await setIt('stripe.apiKey', 'new');
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ outcome: 'changed', restored: true, changes: expect.anything() }),
    ]);
    expect(await stored('stripe')).toBe('{"apiKey":"new","webhookSecret":"kept"}');
  });

  it('writes to the own folder of a sandbox without a question, and says that there is no compare-and-set', async () => {
    const [own] = parameterFolders({ type: 'sandbox', namespace: 'shop-web', name: 'ana' });
    const { code, stderr } = await runCli(['set', 'slackToken', '--identifier', 'ana'], {
      folder,
      variables: admin(),
      stdin: 'x\n',
    });
    expect(code).toBe(0);
    expect(stderr).toContain('has no compare-and-set');
    expect(aws().parameters.list()).toMatchObject([{ name: `${own}/slackToken`, type: 'SecureString', version: 1 }]);
  });

  it('asks before it writes what all branches share, and names that', async () => {
    const words = ['set', 'slackToken', '--env', 'preview', '--shared', '--app-id', 'd1a2b3'];
    const refused = await runCli(words, { folder, variables: admin(), stdin: 'x' });
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('preview, shared by all deployments of d1a2b3');
    expect((await runCli([...words, '--yes'], { folder, variables: admin(), stdin: 'x' })).code).toBe(0);
    expect(
      aws()
        .parameters.list()
        .map(({ name }) => name),
    ).toContain('/amplify/shared/d1a2b3/slackToken');
  });

  it('changes nothing in production without its name', async () => {
    const words = ['set', 'slackToken', '--branch', 'main', '--yes'];
    expect((await runCli(words, { folder, variables: admin(), stdin: 'x' })).code).toBe(4);
    expect((await runCli([...words, '--confirm', 'prod'], { folder, variables: admin(), stdin: 'x' })).code).toBe(0);
  });

  it('reads a file, and refuses one that is not there', async () => {
    write('key.pem', '-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n');
    const { code } = await runCli(['set', 'slackToken', '--file', 'key.pem', '--env', 'staging'], {
      folder,
      variables: admin(),
    });
    expect(code).toBe(0);
    expect(await stored('slack-token')).toBe('-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n');
    const absent = await runCli(['set', 'slackToken', '--file', 'no.pem', '--env', 'staging'], {
      folder,
      variables: admin(),
    });
    expect(absent.code).toBe(1);
    expect(absent.stderr).toContain('could not be read (ENOENT)');
  });

  it('reads from a pipe with a name, and no more than 1 MiB of what has no end', async () => {
    const endless = await runCli(['set', 'slackToken', '--file', '/dev/zero', '--env', 'staging'], {
      folder,
      variables: admin(),
    });
    expect([endless.code, endless.stderr]).toEqual([
      1,
      expect.stringMatching(/^InputInvalidError: The file of --file is larger than 1 MiB/m),
    ]);
    const pipe = join(folder, 'value.pipe');
    execFileSync('mkfifo', [pipe]);
    const [{ code }] = await Promise.all([
      runCli(['set', 'slackToken', '--file', pipe, '--env', 'staging'], { folder, variables: admin() }),
      writeFile(pipe, 'of a pipe'),
    ]);
    expect(code).toBe(0);
    expect(await stored('slack-token')).toBe('of a pipe');
  });

  it('refuses what its declaration refuses, and names fields alone', async () => {
    const { code, stderr } = await runCli(['set', 'stripe', '--env', 'dev'], {
      folder,
      variables: admin(),
      stdin: `{"apiKey":"${CANARY}"}`,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('"webhookSecret" is missing');
    expect(stderr).not.toContain(CANARY);
  });
});

describe.each([
  ['of echo', 'one line\n', 'one line'],
  ['of printf', 'one line', 'one line'],
  ['with the line end of Windows', 'one line\r\n', 'one line'],
  ['with a newline more', 'one line\n\n', 'one line\n\n'],
  ['of several lines', '-----BEGIN-----\nx\n-----END-----\n', '-----BEGIN-----\nx\n-----END-----\n'],
  ['with a byte order mark', '\uFEFFone', 'one'],
])('amplify-secrets set, from standard input %s', (_what, stdin, value) => {
  it(`stores ${JSON.stringify(value)} in AWS Secrets Manager and in Parameter Store`, async () => {
    expect((await setFrom(stdin)).code).toBe(0);
    expect(await stored('slack-token')).toBe(value);
    const options = { folder, variables: admin(), stdin };
    expect((await runCli(['set', 'slackToken', '--identifier', 'bea'], options)).code).toBe(0);
    const words = ['get', 'slackToken', '--identifier', 'bea', '--reveal', '--yes'];
    expect((await runCli(words, { folder, variables: admin() })).stdout).toBe(value);
  });
});

describe.each([
  ['empty', '', 'InputInvalidError'],
  ['a newline alone', '\n', 'InputInvalidError'],
  ['no UTF-8', Uint8Array.from([0xc3, 0x28]), 'InputInvalidError'],
  ['64 KB and 1', 'x'.repeat(65_537), 'SecretTooLargeError'],
])('amplify-secrets set, from standard input that is %s', (_what, stdin, name) => {
  it(`ends with 1 and ${name}, and writes nothing`, async () => {
    aws().calls.clear();
    const { code, stderr } = await setFrom(stdin);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${name}: .*\nResolution: `, 'm'));
    expect(aws().calls.count({ operation: 'PutSecretValue' }) + aws().calls.count({ operation: 'CreateSecret' })).toBe(
      0,
    );
  });
});

describe.skipIf(!HAS_PTY)('amplify-secrets set on a terminal', () => {
  it('asks for each field, shows nothing of what is typed, and keeps a field for Enter', async () => {
    aws().secrets.put('shop/staging/stripe', '{"apiKey":"old","webhookSecret":"kept"}');
    const steps = [
      { expect: 'stripe.apiKey for staging (Enter keeps it)', type: `${CANARY}${ENTER}` },
      { expect: 'stripe.webhookSecret for staging (Enter keeps it)', type: ENTER },
    ];
    const { code, screen, unmet } = await runOnTerminal(['set', 'stripe', '--env', 'staging'], steps, {
      folder,
      variables: admin(),
    });
    expect([code, unmet]).toEqual([0, []]);
    expect(screen).not.toContain('canary');
    expect(screen).toContain('changed apiKey; unchanged webhookSecret');
    expect(await stored('stripe')).toBe(`{"apiKey":"${CANARY}","webhookSecret":"kept"}`);
  });

  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('ends with 130 after %s, and writes nothing', async (_key, type) => {
    aws().calls.clear();
    const steps = [{ expect: 'slackToken for staging', type: `abc${type}` }];
    const { code, screen } = await runOnTerminal(['set', 'slackToken', '--env', 'staging'], steps, {
      folder,
      variables: admin(),
    });
    expect(code).toBe(130);
    expect(screen).toContain('Cancelled. Nothing was changed.');
    expect(aws().calls.count({ operation: 'PutSecretValue' })).toBe(0);
  });

  it('leaves a secret scheduled for deletion when the question is cancelled', async () => {
    aws().secrets.put('shop/staging/slack-token', 'x');
    const { DeleteSecretCommand } = await import('@aws-sdk/client-secrets-manager');
    await (await manager()).send(new DeleteSecretCommand({ SecretId: 'shop/staging/slack-token' }));
    const steps = [{ expect: 'slackToken for staging', type: CTRL_C }];
    const words = ['set', 'slackToken', '--env', 'staging', '--restore'];
    const { code } = await runOnTerminal(words, steps, { folder, variables: admin() });
    expect(code).toBe(130);
    expect(await isDeleted('shop/staging/slack-token')).toBe(true);
  });
});

async function isDeleted(name: string): Promise<boolean> {
  const { DescribeSecretCommand } = await import('@aws-sdk/client-secrets-manager');
  return (await (await manager()).send(new DescribeSecretCommand({ SecretId: name }))).DeletedDate !== undefined;
}

function setFrom(stdin: string | Uint8Array) {
  return runCli(['set', 'slackToken', '--env', 'staging'], { folder, variables: admin(), stdin });
}

async function stored(name: string): Promise<string> {
  const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const client = await manager();
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: `shop/staging/${name}` }));
  return SecretString;
}

async function manager() {
  const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const { AWS_ENDPOINT_URL = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = admin();
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  return new SecretsManagerClient({ region: 'us-east-1', endpoint: AWS_ENDPOINT_URL, credentials });
}
