import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import type { Read } from '../peers/reader.js';
import { openerOf } from '../peers.js';
import { namesOf, seed } from '../seeds.js';
import { readerRole } from '../store/reader-role.js';
import { finish } from './run-program.js';

export type CallScenario = 'cold' | 'expiry' | 'start' | 'start-without-batch';

export interface CallCount {
  readonly calls: number;
  /** Operation → how many of the calls. */
  readonly operations: Readonly<Record<string, number>>;
  /** Whether the other secrets came while the first one's own call hung. Only without batch. */
  readonly isParallel?: boolean;
}

/** Calls that reach the store. Arguments: peer, scenario. The store runs in this process, where nothing is timed. */
const [, , peer, scenario] = process.argv;
const CONCURRENT = 100;
const AT_START = 5;
const withoutBatch = readerRole({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' });

const aws = await startLocalAws();
seed(aws, 100);
Object.assign(process.env, scenario === 'start-without-batch' ? aws.env(withoutBatch) : aws.env());
const open = await openerOf(peer);
const names = namesOf('json', AT_START);
const readConcurrently = (read: Read, count: number, indexOf: (turn: number) => number) =>
  Promise.all(Array.from({ length: count }, (_, turn) => read(indexOf(turn))));

async function run(): Promise<CallCount> {
  if (scenario === 'cold' || scenario === 'expiry') {
    const isExpiry = scenario === 'expiry';
    const read = await open({ names: names.slice(0, 1), form: 'json', ttlSeconds: isExpiry ? 1 : 300 });
    if (isExpiry) {
      await read(0);
      aws.calls.clear();
      await sleep(1_200);
    }
    await readConcurrently(read, CONCURRENT, () => 0);
    // A refresh may go on after its readers have been served.
    if (isExpiry) await sleep(300);
    return counted(aws);
  }
  const read = await open({ names, form: 'json', ttlSeconds: 300 });
  await readConcurrently(read, AT_START, (turn) => turn);
  const count = counted(aws);
  return scenario === 'start' ? count : { ...count, isParallel: await othersPassTheFirst() };
}

async function othersPassTheFirst(): Promise<boolean> {
  const read = await open({ names: namesOf('text', AT_START), form: 'text', ttlSeconds: 300 });
  aws.faults.add({ kind: 'hang', operation: 'GetSecretValue', id: namesOf('text', 1)[0] ?? '' });
  const [first, ...others] = Array.from({ length: AT_START }, (_, index) => read(index));
  const firstEnds = first?.catch(() => undefined).then(() => 'first');
  return (await Promise.race([firstEnds, Promise.all(others).then(() => 'others')])) === 'others';
}

function counted({ calls }: LocalAws): CallCount {
  const operations: Record<string, number> = {};
  for (const { operation } of calls) operations[operation] = (operations[operation] ?? 0) + 1;
  return { calls: calls.length, operations };
}

finish(await run());
