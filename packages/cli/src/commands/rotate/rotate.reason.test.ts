import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeDescriptor } from '@amplify-secrets/runtime/contract';
import { RotateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rotationBackend, rotatorArn } from '../../../../local/src/rotation.test.support.js';
import { ACCOUNT, secretArn, testAws } from '../../aws.test.support.js';
import { filterLogEvents, otherServices } from '../../other-services.test.support.js';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role, roleOf } = testAws();
const GROUP = '/aws/lambda/rotator';
let isGroupThere = true;
const endpoints = otherServices(
  roleOf,
  filterLogEvents(() => (isGroupThere ? { [GROUP]: logged() } : {})),
);
const { folder } = testProject();
const NAME = 'shop/staging/slack-token';
const WORDS = ['rotate', 'slackToken', '--env', 'staging'];
const actions = ['DescribeSecret', 'ListSecretVersionIds', 'GetSecretValue'].map((each) => `secretsmanager:${each}`);
const LOOKS = { actions, resources: secretArn(NAME) };
const READS_LOG = {
  actions: 'logs:FilterLogEvents',
  resources: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${GROUP}:*`,
};

/** A handler of the kit whose strategy quotes what it has, in a function that logs its error as AWS Lambda's runtime does. */
const HANDLER = `
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { rotationHandler } from '@amplify-secrets/runtime/rotation';
const secrets = defineSecrets({ app: 'shop', environments: { staging: '*' }, secrets: { slackToken: textSecret() } });
const rotate = rotationHandler(secrets.slackToken, {
  create: ({ token }) => 'canary-new-' + token,
  set: ({ pending, current }) => {
    console.log('a line of the strategy: ' + pending);
    throw new RangeError('the provider refused ' + pending + ' for ' + current);
  },
  test: () => {},
});
export const handler = async (event, context) => {
  try {
    await rotate(event, context);
  } catch (error) {
    const logged = { errorType: error.name, errorMessage: error.message, ...error, stack: error.stack.split('\\n') };
    console.log(['ERROR', 'Invoke Error ', JSON.stringify(logged)].join('\\t'));
    throw error;
  }
};
`;
const code = mkdtempSync(join(tmpdir(), 'amplify-secrets-rotator-'));
afterAll(() => rmSync(code, { recursive: true, force: true }));

/** What the function has written in all invocations, as CloudWatch Logs has it. */
function logged() {
  return aws()
    .rotations.list()
    .flatMap(({ at, logs }) =>
      logs.map((line, index) => ({ at: at + index, message: `${new Date(at).toISOString()}\t8476a536\t${line}\n` })),
    );
}

beforeAll(async () => {
  await build({
    stdin: { contents: HANDLER, resolveDir: import.meta.dirname },
    outfile: join(code, 'index.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@amplify-secrets/source'],
    logLevel: 'error',
  });
  const environment = {
    AMPLIFY_SECRETS: encodeDescriptor({ apps: { shop: { environment: 'staging', store: 'secrets-manager' } } }),
  };
  const backend = rotationBackend({ rotator: { environment } });
  aws().load({ ...backend, functions: backend.functions.map((each) => ({ ...each, codeDirectory: code })) });
  aws().secrets.put(NAME, 'canary-first');
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = admin();
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  const client = new SecretsManagerClient({ region: 'us-east-1', endpoint, credentials });
  await client.send(new RotateSecretCommand({ SecretId: NAME, RotationLambdaARN: rotatorArn('rotator') }));
  await aws().rotations.settled();
});

describe('amplify-secrets rotate, when a step has failed', () => {
  it('shows its reason from the log of the function, and the resolution, without a value', async () => {
    expect(logged().some(({ message }) => message.includes('canary-new-'))).toBe(true);
    const variables = { ...role(LOOKS, READS_LOG), ...endpoints() };
    const { code: exit, stdout, stderr } = await runCli(WORDS, { folder, variables });
    expect([exit, stderr]).toEqual([3, expect.any(String)]);
    expect(stdout).toMatch(
      /^failed +\d{4}-\d\d-\d\d \d\d:\d\d UTC, \d+ min ago: setSecret failed with RotationFailedError: Secret "shop\/staging\/slack-token" was not rotated, since "set" of its strategy failed with RangeError: the provider refused \[redacted[^\]]*\] for \[redacted[^\]]*\]\.$/m,
    );
    expect(stderr).toContain('Resolution: Correct "set" or what it calls.');
    expect(stderr).toContain('The whole log: aws logs tail /aws/lambda/rotator --since 1d');
    expect(stdout + stderr).not.toContain('canary');
  });

  it('has it in its JSON, and in the error of a rotation that it waited for', async () => {
    const variables = { ...admin(), ...endpoints() };
    const { stdout } = await runCli([...WORDS, '--json'], { folder, variables });
    expect(JSON.parse(stdout).log).toMatchObject({
      group: GROUP,
      failure: { step: 'setSecret', name: 'RotationFailedError', message: expect.stringContaining('refused') },
    });
    const words = [...WORDS, '--unblock', '--now', '--yes', '--wait', '5'];
    const waited = await runCli(words, { folder, variables });
    expect(waited.code).toBe(1);
    expect(waited.stderr).toMatch(
      /^RotationUnfinishedError: .* after 5 s\. setSecret failed with RotationFailedError: .*\nResolution: Correct "set"/m,
    );
    expect(stdout + waited.stdout + waited.stderr).not.toContain('canary');
    await aws().rotations.settled();
  });

  it('says that a rotation did not end, also to a role that may not look further', async () => {
    const allowed = [
      { actions: ['secretsmanager:DescribeSecret', 'secretsmanager:RotateSecret'], resources: secretArn(NAME) },
      { actions: 'lambda:InvokeFunction', resources: rotatorArn('rotator') },
    ];
    await runCli([...WORDS, '--unblock', '--yes'], { folder, variables: admin() });
    const words = [...WORDS, '--now', '--yes', '--wait', '0'];
    const { code: exit, stderr } = await runCli(words, { folder, variables: { ...role(...allowed), ...endpoints() } });
    await aws().rotations.settled();
    expect([exit, stderr]).toEqual([1, expect.stringContaining('RotationUnfinishedError: ')]);
  });

  it('says that it may not read the log, and which command shows it', async () => {
    const {
      code: exit,
      stdout,
      stderr,
    } = await runCli(WORDS, { folder, variables: { ...role(LOOKS), ...endpoints() } });
    expect([exit, stdout.includes('failed')]).toEqual([3, false]);
    expect(stderr).toContain('These credentials lack logs:FilterLogEvents on it, or it does not exist.');
    expect(stderr).toContain('Why it failed: aws logs tail /aws/lambda/rotator --since 1d');
  });

  it('says that there is no log group, and that a log has no error', async () => {
    const variables = { ...role(LOOKS, READS_LOG), ...endpoints() };
    isGroupThere = false;
    const absent = await runCli(WORDS, { folder, variables });
    isGroupThere = true;
    expect(absent.stderr).toContain('There is no log group "/aws/lambda/rotator"');
    aws().secrets.remove(NAME);
    aws().secrets.put(NAME, 'canary-first');
    aws().secrets.put(NAME, 'canary-other', { versionStages: ['AWSPENDING'] });
    const { stderr } = await runCli(WORDS, { folder, variables });
    expect(stderr).not.toContain('RotationFailedError');
  });
});
