import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { ResourceNotFoundException, SecretsManager } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeyProvider, startKeyProvider } from './key-provider.js';
import { nameOf, STRATEGIES, type StrategyOf, type Value, type Versions } from './strategies.js';
import { type StrategiesBackend, strategiesBackend } from './strategies-backend.js';

const HOUR_MS = 3_600_000;
/** When the local AWS tries a failed rotation again. */
const RETRY_MS = 600_000;

let provider: KeyProvider;
let built: StrategiesBackend;
let aws: LocalAws;
let admin: SecretsManager;

beforeAll(async () => {
  provider = await startKeyProvider();
  built = await strategiesBackend(provider.url);
  aws = await startLocalAws();
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = aws.env();
  admin = new SecretsManager({
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId, secretAccessKey },
    // A refused RotateSecret begins the rotation again, so the SDK must not send it twice.
    maxAttempts: 1,
    requestHandler: { httpAgent: new Agent({ keepAlive: false }) },
  });
  for (const { secret, first } of STRATEGIES) {
    const { keyId = 'only', apiKey } = first;
    if (apiKey !== undefined) provider.account(secret).keys.set(keyId, apiKey);
    aws.secrets.put(nameOf(secret), JSON.stringify(first));
  }
  aws.load(built.backend);
  await aws.rotations.settled();
});
afterAll(async () => {
  admin?.destroy();
  await aws?.close();
  await provider?.close();
  built?.remove();
});

describe.each(STRATEGIES)('a rotation function of $strategy, killed after each call', (killed) => {
  it('leaves the provider and the secret agreeing once it is tried again', async () => {
    await killEverywhere(killed);
  }, 300_000);
});

async function killEverywhere({ secret, serves, accepted, orphans, waits }: StrategyOf): Promise<void> {
  const SecretId = nameOf(secret);
  const file = built.killFile(secret);
  const { keys, issued } = provider.account(secret);
  const used = new Set<string | undefined>();
  const observed = async (): Promise<Versions> => {
    const [current, previous, pending] = await Promise.all(
      ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING'].map((stage) => valueAt(SecretId, stage)),
    );
    used.add(current?.apiKey);
    if (current === undefined) throw new Error('The secret has no current value.');
    return { current, previous: previous ?? current, pending };
  };
  await observed();
  // So that there is a previous value.
  await aws.advance(2 * HOUR_MS);
  await asAdmin().rotateSecret({ SecretId });
  expect((await aws.rotations.settled()).at(-1)).toMatchObject({ outcome: 'succeeded' });

  const steps = new Set<string | undefined>();
  let kills = 0;
  for (let at = 1; ; at += 1) {
    await aws.advance(2 * HOUR_MS);
    const before = await observed();
    writeFileSync(file, String(at));
    const { VersionId } = await asAdmin().rotateSecret({ SecretId });
    const interrupted = (await aws.rotations.settled()).at(-1);
    // It made fewer calls than that.
    if (existsSync(file)) break;
    expect(interrupted?.outcome, `after call ${at}`).toBe('failed');
    kills += 1;
    steps.add(interrupted?.step);
    const midway = await observed();
    expect(serves([...keys.values()], midway), `after call ${at}`).toBe(true);
    const isOver = midway.current.apiKey !== before.current.apiKey || midway.current.next !== before.current.next;

    const retried = (await aws.advance(RETRY_MS)).at(-1);

    if (isOver && waits) {
      // Where it was killed with the version current already, what is tried again is a rotation of its own.
      expect(retried?.error?.errorType, `after call ${at}`).toBe('RotationTooSoonError');
      expect(retried?.versionId).not.toBe(VersionId);
      await aws.advance(2 * HOUR_MS);
      await expect(asAdmin().rotateSecret({ SecretId })).rejects.toThrow('That rotation will be reattempted.');
    }
    expect((await aws.rotations.settled()).at(-1), `after call ${at}`).toMatchObject({ outcome: 'succeeded' });
    const after = await observed();
    expect(after.current).not.toEqual(before.current);
    expect(after.previous).toEqual(isOver ? midway.current : before.current);
    expect(serves([...keys.values()], after), `after call ${at}`).toBe(true);
    const unused = issued.filter((key) => !used.has(key));
    // Tokens are not revoked: they expire.
    const remaining = [...keys.values()].filter((key) => secret !== 'token' || accepted(after).includes(key));
    const expected = [...accepted(after), ...(secret === 'token' ? [] : unused)];
    expect(remaining.toSorted(), `after call ${at}`).toEqual(expected.toSorted());
    const { VersionIdsToStages = {} } = await asAdmin().describeSecret({ SecretId });
    const stages = Object.values(VersionIdsToStages).flat().toSorted();
    expect(stages, `after call ${at}`).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
  }
  rmSync(file);
  await observed();
  expect([...steps]).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret']);
  expect(kills).toBe(Number(readFileSync(`${file}.calls`, 'utf8')));
  expect(issued.filter((key) => !used.has(key))).toHaveLength(orphans);
}

/** What it signs has the time of the local AWS, which advances. */
function asAdmin(): SecretsManager {
  admin.config.systemClockOffset = aws.ahead;
  return admin;
}

/** Undefined where no version has the stage, or it has no value yet. */
async function valueAt(SecretId: string, VersionStage: string): Promise<Value | undefined> {
  try {
    const { SecretString = '' } = await asAdmin().getSecretValue({ SecretId, VersionStage });
    return JSON.parse(SecretString);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
