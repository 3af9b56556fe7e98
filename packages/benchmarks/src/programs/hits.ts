import { median } from '../median.js';
import type { Read, SecretForm } from '../peers/reader.js';
import { openerOf } from '../peers.js';
import { namesOf } from '../seeds.js';
import { finish } from './run-program.js';

/** Nanoseconds of an awaited read of a cached value. Arguments: peer, how many secrets are many, milliseconds for each case. */
const [, , peer, many, budget] = process.argv;
const BATCH = 200;
const FILLED_AT_ONCE = 20;
const open = await openerOf(peer);
const budgetMs = Number(budget);
const manyCount = Number(many);

async function measure(form: SecretForm, count: number): Promise<number> {
  const read = await open({ names: namesOf(form, count), form, ttlSeconds: 3_600 });
  for (let start = 0; start < count; start += FILLED_AT_ONCE) {
    const indexes = Array.from({ length: Math.min(FILLED_AT_ONCE, count - start) }, (_, offset) => start + offset);
    await Promise.all(indexes.map(read));
  }
  await timeBatches(read, count, budgetMs / 2);
  return median(await timeBatches(read, count, budgetMs));
}

async function timeBatches(read: Read, count: number, forMs: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + forMs;
  let index = 0;
  do {
    const start = process.hrtime.bigint();
    for (let done = 0; done < BATCH; done += 1) {
      await read(index);
      index = index + 1 === count ? 0 : index + 1;
    }
    times.push(Number(process.hrtime.bigint() - start) / BATCH);
  } while (performance.now() < end);
  return times;
}

const result: HitTimes = {
  'text 1': await measure('text', 1),
  'JSON 1': await measure('json', 1),
  'text many': await measure('text', manyCount),
  'JSON many': await measure('json', manyCount),
};
finish(result);

export type HitCase = 'text 1' | 'JSON 1' | 'text many' | 'JSON many';
export type HitTimes = Readonly<Record<HitCase, number>>;
