import { openerOf } from '../peers.js';
import { namesOf } from '../seeds.js';
import { finish } from './run-program.js';

export interface Heap {
  readonly bytesPerSecret: number;
}

/**
 * Bytes of heap that a cached JSON secret holds. Arguments: peer, how many secrets. Runs with --expose-gc
 * and --no-flush-bytecode, so that nothing but values comes or goes in between.
 */
const [, , peer, secrets] = process.argv;
const count = Number(secrets);
const open = await openerOf(peer);
const WARM_UP = 100;
const read = await open({ names: namesOf('json', count), form: 'json', ttlSeconds: 3_600 });
// The first reads load and compile what every later one uses.
for (let index = 0; index < WARM_UP; index += 1) await read(index);
const before = await heapInUse();
for (let index = WARM_UP; index < count; index += 1) await read(index);
const after = await heapInUse();
// Without this the reader and its cache would be garbage when the heap is measured.
await read(0);
const result: Heap = { bytesPerSecret: (after - before) / (count - WARM_UP) };

async function heapInUse(): Promise<number> {
  for (let turn = 0; turn < 6; turn += 1) {
    globalThis.gc?.();
    // Finalizers and the last closures of a request run in later turns.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

finish(result);
