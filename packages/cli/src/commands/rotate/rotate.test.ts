import { RotateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, it } from 'vitest';
import { rotationBackend, rotatorArn } from '../../../../local/src/rotation.test.support.js';
import { secretArn, testAws } from '../../aws.test.support.js';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder } = testProject();
const ROTATOR_ARN = rotatorArn('rotator');
const NAME = 'shop/staging/slack-token';
const WORDS = ['rotate', 'slackToken', '--env', 'staging'];
const DESCRIBES = { actions: 'secretsmanager:DescribeSecret', resources: secretArn(NAME) };
const LISTS = { actions: 'secretsmanager:ListSecretVersionIds', resources: secretArn(NAME) };

beforeEach(() => {
  aws().secrets.remove(NAME);
  aws().secrets.put(NAME, 'canary-first');
});

/** The function, which fails in a step. A frozen container would go on as it was. */
function deployRotator(failsIn = '') {
  aws().containers.stop();
  aws().load(rotationBackend({ rotator: { environment: { FAIL_IN: failsIn } } }));
}

/** Gives the secret its function, and ends with what its first rotation leaves. */
async function rotated(failsIn?: 'createSecret' | 'setSecret' | 'testSecret') {
  deployRotator(failsIn);
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = admin();
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  const client = new SecretsManagerClient({ region: 'us-east-1', endpoint, credentials });
  const RotationRules = { ScheduleExpression: 'cron(0 3 1 * ? *)', Duration: '3h' };
  await client.send(new RotateSecretCommand({ SecretId: NAME, RotationLambdaARN: ROTATOR_ARN, RotationRules }));
  const rotation = (await aws().rotations.settled()).at(-1);
  // A frozen container would go on with a connection that was closed meanwhile.
  aws().containers.stop();
  return rotation;
}

const stages = () =>
  aws()
    .secrets.list()
    .find(({ name }) => name === NAME)?.stages ?? {};

describe('amplify-secrets rotate', () => {
  it('shows the function, the schedule and the next date, and decrypts nothing', async () => {
    await rotated();
    aws().calls.clear();
    const { code, stdout, stderr } = await runCli(WORDS, { folder, variables: role(DESCRIBES) });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^rotation +on$/m);
    expect(stdout).toContain(ROTATOR_ARN);
    expect(stdout).toMatch(/^schedule +cron\(0 3 1 \* \? \*\), window of 3h$/m);
    expect(stdout).toMatch(/^next +\d{4}-\d\d-\d\d \d\d:\d\d UTC, in \d+ (d|h|min|mo)$/m);
    expect(stdout).not.toContain('unfinished');
    expect(aws().calls.count({ operation: 'GetSecretValue' })).toBe(0);
  });

  it.each([
    ['createSecret', /has AWSPENDING and no value: createSecret has not stored one/],
    ['setSecret', /createSecret is done, and setSecret, testSecret or finishSecret is not/],
  ] as const)('shows how far a rotation is whose function fails in %s', async (step, said) => {
    expect(await rotated(step)).toMatchObject({ outcome: 'failed' });
    const reads = { actions: 'secretsmanager:GetSecretValue', resources: secretArn(NAME) };
    const { code, stdout, stderr } = await runCli(WORDS, { folder, variables: role(DESCRIBES, LISTS, reads) });
    expect(code).toBe(3);
    expect(stdout).toMatch(said);
    expect(stderr).toContain('Why it failed: aws logs tail /aws/lambda/rotator --since 1d');
    expect(stderr).toContain('npx amplify-secrets rotate slackToken --env staging --unblock');
    expect(stdout + stderr).not.toMatch(/canary|rotated [0-9a-f]/);
  });

  it('says that it may not see how far an unfinished rotation is', async () => {
    await rotated('setSecret');
    const { code, stdout } = await runCli(WORDS, { folder, variables: role(DESCRIBES, LISTS) });
    expect([code, stdout.includes('they lack secretsmanager:GetSecretValue on it')]).toEqual([3, true]);
  });

  it('rotates now, waits for the new version, and reads nothing of it', async () => {
    await rotated();
    const before = stages().AWSCURRENT;
    const variables = role(
      DESCRIBES,
      { actions: 'secretsmanager:RotateSecret', resources: secretArn(NAME) },
      { actions: 'lambda:InvokeFunction', resources: ROTATOR_ARN },
    );
    const unasked = await runCli([...WORDS, '--now'], { folder, variables });
    expect([unasked.code, stages().AWSCURRENT]).toEqual([4, before]);
    const { code, stdout, stderr } = await runCli([...WORDS, '--now', '--yes', '--json'], { folder, variables });
    expect([code, stderr.includes('was rotated. Version')]).toEqual([0, true]);
    const { rotated: version, current } = JSON.parse(stdout);
    expect([version, current]).toEqual([stages().AWSCURRENT, stages().AWSCURRENT]);
    expect(version).not.toBe(before);
  });

  it('says where to look when the new version does not come', async () => {
    await rotated();
    deployRotator('testSecret');
    const words = [...WORDS, '--now', '--yes', '--wait', '0'];
    const { code, stderr } = await runCli(words, { folder, variables: admin() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^RotationUnfinishedError: .*\nResolution: .*aws logs tail \/aws\/lambda\/rotator/m);
    await aws().rotations.settled();
  });

  it('frees a version that blocks later rotations, and rotates in the same command', async () => {
    await rotated('createSecret');
    const blocked = await runCli([...WORDS, '--now', '--yes'], { folder, variables: admin() });
    expect([blocked.code, blocked.stderr.split(':')[0]]).toEqual([4, 'NotPossibleError']);
    expect(blocked.stderr).toContain('rotate slackToken --env staging --unblock --now');
    deployRotator();
    const { code, stderr } = await runCli([...WORDS, '--unblock', '--now', '--yes'], { folder, variables: admin() });
    expect(code).toBe(0);
    expect(stderr).toContain('has no AWSPENDING any more.');
    expect(stderr).toContain('was rotated. Version');
  });

  it('warns that the version it frees may be the one that works', async () => {
    await rotated('testSecret');
    const { code, stderr } = await runCli([...WORDS, '--unblock', '--yes'], { folder, variables: admin() });
    expect(code).toBe(0);
    expect(stderr).toMatch(/If setSecret has changed the password already, the value of version [0-9a-f-]{36} is/);
    expect(Object.keys(stages())).toEqual(['AWSCURRENT']);
    const again = await runCli([...WORDS, '--unblock', '--yes'], { folder, variables: admin() });
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('there is nothing to free')]);
  });

  it('refuses to rotate a secret without a function, and one in Parameter Store', async () => {
    const { code, stderr } = await runCli([...WORDS, '--now', '--yes'], { folder, variables: admin() });
    expect([code, stderr]).toEqual([4, expect.stringContaining('defineSecretRotation(backend, secrets.slackToken')]);
    const sandbox = await runCli(['rotate', 'slackToken'], { folder, variables: admin() });
    expect([sandbox.code, sandbox.stderr]).toEqual([4, expect.stringContaining('which rotates nothing')]);
  });

  it('names both permissions when it may not rotate', async () => {
    await rotated();
    const variables = role(DESCRIBES, { actions: 'secretsmanager:RotateSecret', resources: secretArn(NAME) });
    const { code, stderr } = await runCli([...WORDS, '--now', '--yes'], { folder, variables });
    expect(code).toBe(1);
    expect(stderr).toContain('secretsmanager:RotateSecret on it, or lambda:InvokeFunction on its rotation function');
  });
});
