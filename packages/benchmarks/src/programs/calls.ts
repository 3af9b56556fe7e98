import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalAws, type Role, startLocalAws } from '@amplify-secrets/local';
import { openerOf } from '../peers.js';
import type { Read } from '../readers/reader.js';
import { namesOf, seed } from '../seeds.js';
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
const withoutBatch: Role = {
  arn: 'arn:aws:iam::123456789012:role/reader',
  name: 'reader',
  account: '123456789012',
  policies: [
    {
      name: 'read',
      document: { Statement: { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' } },
    },
  ],
};

const aws = await startLocalAws();
seed(aws, 100);
Object.assign(process.env, scenario === 'start-without-batch' ? aws.env(withoutBatch) : aws.env());
const open = await openerOf(peer);
const names = namesOf('json', AT_START);
const openAnew = (ttlSeconds: number) => open({ names, form: 'json', ttlSeconds });
const readConcurrently = (read: Read, count: number, indexOf: (turn: number) => number) =>
  Promise.all(Array.from({ length: count }, (_, turn) => read(indexOf(turn))));

async function run(): Promise<CallCount> {
  if (scenario === 'expiry') {
    const only = names.slice(0, 1);
    const read = await open({ names: only, form: 'json', ttlSeconds: 1 });
    await read(0);
    aws.calls.clear();
    await sleep(1_200);
    await readConcurrently(read, CONCURRENT, () => 0);
    // A refresh may go on after its readers have been served.
    await sleep(300);
    return counted(aws);
  }
  if (scenario === 'cold') {
    const read = await open({ names: names.slice(0, 1), form: 'json', ttlSeconds: 300 });
    await readConcurrently(read, CONCURRENT, () => 0);
    return counted(aws);
  }
  const read = await openAnew(300);
  if (scenario === 'start') {
    await readConcurrently(read, AT_START, (turn) => turn);
    return counted(aws);
  }
  await readConcurrently(read, AT_START, (turn) => turn);
  const count = counted(aws);
  return { ...count, isParallel: await othersPassTheFirst() };
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
