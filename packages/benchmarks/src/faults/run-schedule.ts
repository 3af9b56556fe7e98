import { startLocalAws } from '@amplify-secrets/local';
import { seededRandom } from '../fleet/seeded-random.js';
import type { OpenReader } from '../peers/reader.js';
import { readerRole } from '../store/reader-role.js';
import { EXPIRED, type FaultKind, faultSchedule } from './fault-kinds.js';
import type { FaultResult } from './fault-result.js';
import { openNetwork } from './network.js';
import { type Reading, readAll, tally, watched } from './reading.js';
import type { WorldClock } from './world-clock.js';

export const NAMES = ['faults/live/one', 'faults/live/two'];
const TTL_SECONDS = 300;
// Past the time to live, and past the time that a value may be served while it is read anew.
const PAST_TTL_MS = 400_000;
// Past the longest back-off.
const RECOVERY_MS = 120_000;
const TWENTY_MINUTES = 1_200_000;
const ROUNDS = 2;
// What a function that was granted both secrets has.
export const READER = readerRole(
  {
    Effect: 'Allow',
    Action: 'secretsmanager:GetSecretValue',
    Resource: NAMES.map((name) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-??????`),
  },
  { Effect: 'Allow', Action: 'secretsmanager:BatchGetSecretValue', Resource: '*' },
);

/** One reader under every fault in turn: before each its values have expired, after each it reads again. */
export async function runSchedule(open: OpenReader, clock: WorldClock, seed: number): Promise<readonly FaultResult[]> {
  const schedule = faultSchedule(seededRandom(seed));
  let skew = 0;
  const aws = await startLocalAws({ now: () => Date.now() + skew, random: seededRandom(seed + 1) });
  const network = await openNetwork(Number(new URL(aws.url).port));
  // They expire within the jump before the last step; the steps themselves take seconds.
  const passing = (schedule.length - 1) * (PAST_TTL_MS + RECOVERY_MS) + TWENTY_MINUTES;
  const expiresAt = Date.now() + passing + PAST_TTL_MS / 2;
  Object.assign(process.env, aws.env(READER, { expiresAt }), { AWS_ENDPOINT_URL: network.url });
  const history = NAMES.map((): string[] => []);
  const read = await open({ names: NAMES, form: 'text', ttlSeconds: TTL_SECONDS });
  const readBoth = () => readAll(read, history);

  // Some caches look at the clock once a millisecond.
  const pass = (milliseconds: number) => {
    clock.pass(milliseconds);
    return new Promise((resolve) => setTimeout(resolve, 2));
  };
  const rotate = () => {
    for (const [index, name] of NAMES.entries()) {
      const past = history[index] ?? [];
      past.push(`${name} version ${past.length + 1}`);
      aws.secrets.put(name, past.at(-1) ?? '');
    }
  };
  const rounds = async () => {
    const readings: Reading[] = [];
    for (let round = 0; round < ROUNDS; round++) readings.push(...(await readBoth()));
    return readings;
  };
  const frozen = async () => {
    const isHeld = network.hold();
    const first = readBoth();
    await Promise.race([isHeld, first]);
    await pass(TWENTY_MINUTES);
    network.release();
    return [...(await first), ...(await readBoth())];
  };
  const under = async (kind: FaultKind): Promise<readonly Reading[]> => {
    if (kind.at === 'store') aws.faults.add(kind.fault);
    else if (kind.at === 'network' && kind.network === 'refuse') await network.refuse();
    else if (kind.at === 'network') network.know(false);
    else if (kind.at === 'clock' && kind.clock === 'freeze') return frozen();
    else if (kind.at === 'clock' && kind.clock === 'back') clock.set(-TWENTY_MINUTES);
    else if (kind.at === 'clock') skew = TWENTY_MINUTES;
    return rounds();
  };
  const end = async (kind: FaultKind) => {
    aws.faults.clear();
    skew = 0;
    if (kind.at === 'network' && kind.network === 'refuse') await network.accept();
    network.know(true);
    if (kind.at === 'clock' && kind.clock === 'back') clock.set(TWENTY_MINUTES);
    await pass(RECOVERY_MS);
  };

  const results: FaultResult[] = [];
  try {
    for (const kind of schedule) {
      rotate();
      await pass(PAST_TTL_MS);
      aws.calls.clear();
      const { read: readings, busyMs } = await watched(() => under(kind));
      const attempts = aws.calls.length;
      const isLast = kind === EXPIRED;
      if (!isLast) await end(kind);
      const after = isLast ? undefined : await readBoth();
      const recovered = after?.filter(({ is }) => is === 'current').length;
      results.push({ id: kind.id, ...tally(readings), busyMs, attempts, recovered });
    }
  } finally {
    await network.close();
    await aws.close();
  }
  return results;
}
