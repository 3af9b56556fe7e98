import { isSecretsError, type SecretsError } from '../contract/errors.js';
import { waitFor } from '../reading/deadline.js';
import { INTERNALS, type Reader, type ReadVersion } from '../reading/reader.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { schemaTimeoutError, storeError, timeoutError } from '../stores/store-errors.js';
import { decode } from '../values/decode.js';

/** What the store has, as far as it could be read and is as declared. */
export interface Seen {
  readonly pending?: ReadVersion | undefined;
  readonly current?: ReadVersion | undefined;
}

type Parts = Reader[typeof INTERNALS];

/**
 * Reads the version of AWSPENDING, then the current one: where a rotation finishes in between, the version is seen as one or the other.
 * Past the cache, and without joining a call in flight, which may have been sent too early. The current version goes into the cache.
 * Never rejects.
 */
export async function lookAgain(reader: Reader, location: Location): Promise<Seen> {
  const parts = reader[INTERNALS];
  const pending = await pendingVersion(parts, location).catch(() => undefined);
  const current = await currentVersion(parts, location).catch(() => undefined);
  return { pending, current };
}

/** By the action that reads the current version. Without events: that there is none is what is usual. */
async function pendingVersion(parts: Parts, location: Location): Promise<ReadVersion | undefined> {
  // Parameter Store has no stages.
  if (location.store === 'amplify') return undefined;
  const stage = 'AWSPENDING';
  const raw = await readRaw(parts, {
    ...location,
    key: `${location.key} stage ${stage}`,
    revision: { stage, version: undefined },
  });
  return isSecretsError(raw) ? undefined : { raw, value: await inTime(parts, location, decode(raw, location)) };
}

async function currentVersion(parts: Parts, location: Location): Promise<ReadVersion | undefined> {
  const { now, emit, entryOf, keep, fail, value } = parts;
  const name = location.id;
  const began = now();
  const answer = await readRaw(parts, location);
  const entry = entryOf(location);
  const durationMs = now() - began;
  if (isSecretsError(answer)) {
    fail(entry, answer, began);
    emit?.({ type: 'error', name, durationMs, error: answer.name });
    return undefined;
  }
  const raw = keep(entry, location, answer, began);
  emit?.({ type: 'refresh', name, durationMs, version: raw.version });
  return { raw, value: await inTime(parts, location, value(entry, location, raw)) };
}

async function readRaw(parts: Parts, location: Location): Promise<RawSecret | SecretsError> {
  const { stores, timeout, setTimer } = parts;
  const upstream = new AbortController();
  const read = async () => (await stores.read([location], { signal: upstream.signal })).get(location.key);
  try {
    const outcome = await waitFor(read(), {
      budget: timeout,
      setTimer,
      onTimeout: (milliseconds) => timeoutError(location, milliseconds),
      leave: () => upstream.abort(),
    });
    return outcome ?? storeError(undefined, location);
  } catch (error) {
    return storeError(error, location);
  }
}

function inTime(parts: Parts, location: Location, decoding: Promise<unknown>): Promise<unknown> {
  const { timeout, setTimer } = parts;
  const onTimeout = (milliseconds: number) => schemaTimeoutError(location, milliseconds);
  return waitFor(decoding, { budget: timeout, setTimer, onTimeout });
}
