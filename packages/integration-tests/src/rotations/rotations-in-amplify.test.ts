import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, can, findFunction, type LocalAws, startLocalAws, synthesizeEach } from '@amplify-secrets/local';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeProject } from '../user-project.test.support.js';
import { type KeyProvider, startKeyProvider } from './key-provider.js';
import { ROTATED } from './rotated-keys.js';
import { ROTATING_PROJECT } from './rotating-project.js';
import { nameOf, STRATEGIES, type StrategyOf } from './strategies.js';

const HOUR_MS = 3_600_000;

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'amplify-secrets-rotating-'));
let provider: KeyProvider;
let branch: Backend;
let sandbox: Backend;
let aws: LocalAws;

beforeAll(async () => {
  provider = await startKeyProvider();
  writeProject(folder, ROTATING_PROJECT);
  [branch, sandbox] = await synthesizeEach({
    cwd: folder,
    environment: { PROVIDER_URL: provider.url },
    deployments: [
      { type: 'branch', namespace: 'd1a2b3', name: 'main' },
      { type: 'sandbox', namespace: 'myapp', name: 'jan' },
    ],
  });
  aws = await startLocalAws();
  for (const { secret, first } of STRATEGIES) {
    const { keyId = 'only', apiKey } = first;
    if (apiKey !== undefined) provider.account(secret).keys.set(keyId, apiKey);
    aws.secrets.put(nameOf(secret), JSON.stringify(first));
  }
  aws.load(branch);
  await aws.rotations.settled();
  // Two syntheses with five bundles each.
}, 300_000);
afterAll(async () => {
  await aws?.close();
  await provider?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(STRATEGIES)('a rotation by $strategy, deployed on a branch by defineSecretRotation', (rotated) => {
  it('is tested by the deployment, and rotates by RotateSecret twice', async () => {
    await rotateTwice(rotated);
  });

  it('refuses its function to read or write another rotated secret, and to begin a rotation', async () => {
    const own = nameOf(rotated.secret);
    const admin = clientOf(aws.env());
    const rotator = clientOf(aws.env(findFunction(branch, `rotate-${rotated.secret}`).role));
    expect((await rotator.getSecretValue({ SecretId: own })).Name).toBe(own);
    const other = rotated.secret === 'token' ? 'password' : 'token';
    const { ARN: SecretId = '' } = await admin.describeSecret({ SecretId: nameOf(other) });
    const denied = { name: 'AccessDeniedException' };
    await expect(rotator.getSecretValue({ SecretId })).rejects.toMatchObject(denied);
    await expect(rotator.putSecretValue({ SecretId, SecretString: 'x' })).rejects.toMatchObject(denied);
    await expect(rotator.rotateSecret({ SecretId: own })).rejects.toMatchObject(denied);
  });
});

describe('defineSecretRotation in a sandbox', () => {
  it('makes no schedule and grants nothing, and says so in a note for each secret', () => {
    expect(sandbox.rotations).toEqual([]);
    for (const secret of ROTATED) {
      const { arn } = findFunction(sandbox, `rotate-${secret}`);
      expect(sandbox.functionPolicies.get(arn)).toBeUndefined();
      const secretArn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:${nameOf(secret)}-a1B2c3`;
      expect(can(sandbox, `rotate-${secret}`, 'secretsmanager:GetSecretValue', secretArn).effect).toBe('deny');
    }
    const notes = sandbox.notes.filter((note) => note.includes('which does not rotate: no rotation is made here'));
    expect(notes).toHaveLength(ROTATED.length);
  });
});

async function rotateTwice({ secret, accepted, serves }: StrategyOf): Promise<void> {
  const SecretId = nameOf(secret);
  const { ARN } = await clientOf(aws.env()).describeSecret({ SecretId });
  const tested = aws.rotations.list().filter(({ secretArn }) => secretArn === ARN);
  expect(tested).toMatchObject([{ kind: 'test', step: 'testSecret', outcome: 'succeeded' }]);
  const { keys } = provider.account(secret);
  for (let count = 0; count < 2; count += 1) {
    await aws.advance(2 * HOUR_MS);
    const admin = clientOf(aws.env());
    const valueAt = async (VersionStage: string) =>
      JSON.parse((await admin.getSecretValue({ SecretId, VersionStage })).SecretString ?? '');
    const before = await valueAt('AWSCURRENT');
    await admin.rotateSecret({ SecretId });
    expect((await aws.rotations.settled()).at(-1)).toMatchObject({ outcome: 'succeeded', secretArn: ARN });
    const versions = {
      current: await valueAt('AWSCURRENT'),
      previous: await valueAt('AWSPREVIOUS'),
      pending: undefined,
    };
    expect(versions.current).not.toEqual(before);
    expect(versions.previous).toEqual(before);
    expect(serves([...keys.values()], versions)).toBe(true);
    expect([...keys.values()]).toEqual(expect.arrayContaining([...accepted(versions)]));
  }
}

/** What it signs has the time of the local AWS, which advances. */
function clientOf(env: Readonly<Record<string, string>>): SecretsManager {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_SESSION_TOKEN } = env;
  return new SecretsManager({
    endpoint: aws.url,
    region: aws.region,
    systemClockOffset: aws.ahead,
    credentials: { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }) },
  });
}
