import { isSecretsError } from '../contract/errors.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { storeError } from '../stores/store-errors.js';
import type { Sink, Source } from '../stores/stores.js';
import type { Patch } from './patch.js';
import {
  changed,
  decodedValue,
  encoded,
  giveWay,
  keepWritten,
  orSibling,
  rawOfPayload,
  settled,
  type Update,
} from './update.js';

// Of each store, the write that is not finished yet.
const writing = new WeakMap<object, Promise<unknown>>();

/** An update of values in this process, those of `useSecrets`: a compare-and-set on the value that was read. There are no turns. */
export async function updateMemory(update: Update, stores: Source & Sink): Promise<unknown> {
  const { location, request, task, parts } = update;
  const { signal } = new AbortController();
  const read = async (): Promise<RawSecret> => {
    const outcomes = await stores.read([location], { signal });
    const outcome = (await outcomes.get(location.key)) ?? storeError(undefined, location);
    if (isSecretsError(outcome)) throw outcome;
    return outcome;
  };
  const found = await read();
  const value = await decodedValue(update, found);
  if (request.when && !(await request.when(value))) return settled(update, found);
  let patch: Patch;
  try {
    patch = await changed(update, found, value, task.until());
  } catch (error) {
    return orSibling(update, error, found, read);
  }
  if (patch.isEmpty) return settled(update, found);

  const write = async (): Promise<unknown> => {
    const current = await read();
    const rebased = isSame(current, found) ? patch : patch.rebase(current);
    if (rebased === 'done') return settled(update, current);
    if (rebased === 'conflict') return giveWay(update, patch.value, current);
    const payload = await encoded(update, rebased.value);
    await stores.write(location, payload, signal);
    const raw = rawOfPayload(payload, undefined, task.now());
    keepWritten(update, raw);
    return decodedValue(update, raw);
  };
  const turn = (writing.get(parts.stores) ?? Promise.resolve()).then(write, write);
  writing.set(parts.stores, turn);
  return turn;
}

function isSame(one: RawSecret, other: RawSecret): boolean {
  return one.text === other.text && Buffer.compare(one.bytes ?? Buffer.of(), other.bytes ?? Buffer.of()) === 0;
}
