import { startLocalAws } from '@amplify-secrets/local';
import { RotateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { rotationBackend, rotatorArn } from '../../../../local/src/rotation.test.support.js';
import { testProject } from '../../project.test.support.js';
import { runCli } from '../../run-cli.test.support.js';

const { folder } = testProject();
const NAME = 'shop/staging/slack-token';
const WORDS = ['rotate', 'slackToken', '--env', 'staging'];

async function started(environment: Readonly<Record<string, string>> = {}) {
  const aws = await startLocalAws({ backends: [rotationBackend({ rotator: { environment } })] });
  aws.secrets.put(NAME, 'first');
  const variables = aws.env();
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = variables;
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  const client = new SecretsManagerClient({ region: 'us-east-1', endpoint, credentials });
  const RotationRules = { AutomaticallyAfterDays: 30 };
  await client.send(
    new RotateSecretCommand({ SecretId: NAME, RotationLambdaARN: rotatorArn('rotator'), RotationRules }),
  );
  await aws.rotations.settled();
  // A frozen container would go on with a connection that was closed meanwhile.
  aws.containers.stop();
  return { aws, options: { folder, variables } };
}

describe('amplify-secrets rotate', () => {
  it('shows the function and the next date, begins a rotation, and waits for it', async () => {
    const { aws, options } = await started();
    const status = await runCli(WORDS, options);
    expect(status.code).toBe(0);
    expect(status.stdout).toMatch(
      /^rotation +on\nfunction +arn:aws:lambda:.*:rotator\nlast +.* UTC\nnext +.* UTC\npending +-\n$/,
    );
    expect((await runCli([...WORDS, '--now'], options)).code).toBe(4);
    const { code, stderr } = await runCli([...WORDS, '--now', '--yes'], options);
    const current = aws.secrets.list()[0]?.stages.AWSCURRENT;
    expect([code, stderr]).toEqual([0, expect.stringContaining(`was rotated. Version ${current}.`)]);
    await aws.close();
  });

  it('shows where a rotation stopped, and frees it', async () => {
    const { aws, options } = await started({ FAIL_IN: 'createSecret' });
    const stopped = await runCli(WORDS, options);
    expect(stopped.code).toBe(3);
    expect(stopped.stdout).toContain('at the step createSecret');
    expect(stopped.stdout).toContain('aws logs tail /aws/lambda/rotator --since 1h');
    const refused = await runCli([...WORDS, '--now', '--yes'], options);
    expect([refused.code, refused.stderr.split(':')[0]]).toEqual([4, 'NotPossibleError']);
    expect((await runCli([...WORDS, '--unblock', '--yes'], options)).code).toBe(0);
    expect(aws.secrets.list()[0]?.stages).not.toHaveProperty('AWSPENDING');
    const again = await runCli([...WORDS, '--unblock', '--yes'], options);
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('Nothing was changed.')]);
    await aws.close();
  });

  it('says that a secret has no rotation function, and that Parameter Store does not rotate', async () => {
    const aws = await startLocalAws();
    aws.secrets.put(NAME, 'first');
    const options = { folder, variables: aws.env() };
    const none = await runCli([...WORDS, '--now', '--yes'], options);
    expect([none.code, none.stderr]).toEqual([4, expect.stringContaining('defineSecretRotation')]);
    const sandbox = await runCli(['rotate', 'slackToken', '--identifier', 'ana'], options);
    expect([sandbox.code, sandbox.stderr]).toEqual([4, expect.stringContaining('does not rotate')]);
    await aws.close();
  });
});
