import { startLocalAws } from '@amplify-secrets/local';
import { createSecretsClient, defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { sdkTransport } from '@amplify-secrets/runtime/sdk';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { seededRandom } from '../fleet/seeded-random.js';
import { at } from '../peers/reader.js';
import { shuffled } from '../shuffled.js';
import type { FaultResult } from './fault-result.js';
import { type Reading, readAll, tally, watched } from './reading.js';
import { NAMES } from './run-schedule.js';
import type { WorldClock } from './world-clock.js';

/** What only readers with schemas and versions can meet. */
const KINDS = ['a schema that never settles', 'a schema that throws', 'the answer for another version'] as const;
export const OWN_KINDS: readonly string[] = KINDS;

const ROUNDS = 2;
const PAST_TTL_MS = 400_000;
const RECOVERY_MS = 120_000;

/** Ours under faults of its own, each kind twice in any order. One secret has a schema, its neighbour has none. */
export async function meetOwnKinds(subject: string, clock: WorldClock, seed: number): Promise<readonly FaultResult[]> {
  const aws = await startLocalAws();
  Object.assign(process.env, aws.env());
  let schema: 'good' | 'hangs' | 'throws' = 'good';
  const ofText = {
    '~standard': {
      version: 1 as const,
      vendor: 'faults',
      types: undefined as { readonly input: unknown; readonly output: { readonly text: string } } | undefined,
      validate: (value: unknown) => {
        if (schema === 'throws') throw new Error('It throws.');
        return schema === 'hangs' ? new Promise<never>(() => {}) : { value: { text: String(value) } };
      },
    },
  };
  const secrets = defineSecrets({
    app: 'faults',
    environments: { live: '*' },
    secrets: { one: jsonSecret(ofText), two: textSecret() },
  });
  const { getSecret } = createSecretsClient({
    descriptor: { apps: { faults: { environment: 'live', store: 'secrets-manager' } } },
    ...(subject.endsWith('sdk') && { transport: sdkTransport({ secretsManager: new SecretsManagerClient() }) }),
  });
  const history: readonly string[][] = [[], []];
  let versions: readonly string[] = [];
  const read = async (index: number) => (index === 0 ? (await getSecret(secrets.one)).text : getSecret(secrets.two));
  // Of the version that is current: a value of another one would be wrong.
  const readVersion = async (index: number) => {
    const version = at(versions, index);
    return index === 0 ? (await getSecret(secrets.one, { version })).text : getSecret(secrets.two, { version });
  };

  // The SDK is loaded at the first read, which may take longer than one read has.
  for (const name of NAMES) aws.secrets.put(name, '"first"');
  await Promise.allSettled([read(0), read(1)]);

  const results: FaultResult[] = [];
  try {
    for (const id of shuffled([...KINDS, ...KINDS], seededRandom(seed))) {
      const text = `version ${results.length}`;
      for (const past of history) past.push(text);
      versions = [JSON.stringify(text), text].map((each, index) => aws.secrets.put(at(NAMES, index), each).versionId);
      clock.pass(PAST_TTL_MS);
      aws.calls.clear();
      if (id === 'the answer for another version') aws.faults.add({ kind: 'mixup', of: 'version' });
      else schema = id === 'a schema that throws' ? 'throws' : 'hangs';
      const readOne = id === 'the answer for another version' ? readVersion : read;
      const { read: readings, busyMs } = await watched(async () => {
        const all: Reading[] = [];
        for (let round = 0; round < ROUNDS; round++) all.push(...(await readAll(readOne, history)));
        return all;
      });
      const attempts = aws.calls.length;
      aws.faults.clear();
      schema = 'good';
      clock.pass(RECOVERY_MS);
      const after = [...(await readAll(read, history)), ...(await readAll(readVersion, history))];
      const recovered = after.filter(({ is }) => is === 'current').length / 2;
      results.push({ id, ...tally(readings), busyMs, attempts, recovered });
    }
  } finally {
    await aws.close();
  }
  return results;
}
