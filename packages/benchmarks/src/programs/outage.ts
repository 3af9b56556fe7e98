import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, startLocalAws } from '@amplify-secrets/local';
import { openerOf } from '../peers.js';
import { namesOf, seed } from '../seeds.js';
import { finish } from './run-program.js';

export type OutageKind = 'error' | 'throttle' | 'hang';

export interface Outage {
  readonly reads: number;
  readonly served: number;
  /** Resolved, but with no value. */
  readonly empty: number;
  readonly failed: number;
  /** 1 when a read did not settle within the patience; no read follows it. */
  readonly pending: number;
  /** Calls that reached the store during the outage. */
  readonly attempts: number;
  readonly unhandledRejections: number;
  /** Of the slowest read. */
  readonly milliseconds: number;
}

/**
 * An outage of the store. Arguments: peer, kind, `warm` (ten reads with an expired value in the cache) or `cold` (one read with an
 * empty cache), milliseconds to wait for a read.
 */
const [, , peer, kind, temperature, patience] = process.argv;
const FAULTS: Readonly<Record<string, Fault>> = {
  error: { kind: 'error', status: 503 },
  throttle: { kind: 'throttle' },
  hang: { kind: 'hang' },
};
const fault = FAULTS[kind ?? ''];
if (fault === undefined)
  throw new Error(`The outage must be one of ${Object.keys(FAULTS).join(', ')}, and got "${kind}".`);
const isWarm = temperature === 'warm';
const READS = isWarm ? 10 : 1;

let unhandledRejections = 0;
process.on('unhandledRejection', () => {
  unhandledRejections += 1;
});

const aws = await startLocalAws();
seed(aws, 1);
Object.assign(process.env, aws.env());
const open = await openerOf(peer);
const openReader = () => open({ names: namesOf('json', 1), form: 'json', ttlSeconds: 1 });
const reader = isWarm ? await openReader() : undefined;
await reader?.(0);
const striking = aws.faults.add(fault);
if (isWarm) await sleep(1_200);
const read = reader ?? (await openReader());
const counts = { served: 0, empty: 0, failed: 0, pending: 0 };
let milliseconds = 0;

for (let done = 0; done < READS && counts.pending === 0; done += 1) {
  const start = performance.now();
  const outcome = await Promise.race([outcomeOf(read(0)), sleep(Number(patience), 'pending' as const)]);
  milliseconds = Math.max(milliseconds, performance.now() - start);
  counts[outcome] += 1;
  await sleep(100);
}
// What still runs after its reader was served counts too.
await sleep(300);

async function outcomeOf(reading: Promise<unknown>) {
  try {
    return (await reading) === undefined ? 'empty' : 'served';
  } catch {
    return 'failed';
  }
}

const result: Outage = { reads: READS, ...counts, attempts: striking.hits, unhandledRejections, milliseconds };
finish(result);
