import { isSecretsError, type SecretsError } from '../contract/errors.js';
import { isRecord } from '../contract/plain-object.js';
import { realTimer, waitFor } from '../reading/deadline.js';
import type { INTERNALS, Reader } from '../reading/reader.js';
import type { Location } from '../stores/location.js';
import type { Payload, RawSecret } from '../stores/raw-secret.js';
import { schemaTimeoutError, storeError } from '../stores/store-errors.js';
import { decode } from '../values/decode.js';
import { encode } from '../values/encode.js';
import { REDACTED } from '../values/protect.js';
import { type Patch, patchOf } from './patch.js';
import { isSecretNotChanged } from './secret-not-changed.js';
import { conflictError, lateError, lostError } from './update-errors.js';
import type { UpdateRequest } from './update-options.js';
import type { Phase, UpdateTask } from './update-task.js';

/** One call of `updateSecret`. */
export interface Update {
  readonly location: Location;
  readonly request: UpdateRequest;
  readonly task: UpdateTask;
  readonly parts: Reader[typeof INTERNALS];
}

/** Decodes a version, as a read does. */
export function decodedValue({ location, parts }: Update, raw: RawSecret): Promise<unknown> {
  const { timeout, setTimer } = parts;
  const onTimeout = (milliseconds: number) => schemaTimeoutError(location, milliseconds);
  return waitFor(decode(raw, location), { budget: timeout, setTimer, onTimeout });
}

/** Calls `change`, once. From then on whatever goes wrong has the new value with it. */
export async function changed(update: Update, raw: RawSecret, value: unknown, end: number): Promise<Patch> {
  const { location, request, task, parts } = update;
  checkTime(update);
  const upstream = new AbortController();
  const abort = () => upstream.abort(request.signal?.reason);
  request.signal?.addEventListener('abort', abort);
  const cancel = (parts.setTimer ?? realTimer)(abort, Math.max(1, task.changeUntil(end) - task.now()));
  let returned: unknown;
  try {
    task.phase = 'changing';
    returned = await request.change(value, { signal: upstream.signal });
  } finally {
    cancel();
    request.signal?.removeEventListener('abort', abort);
  }
  task.beginWriting();
  try {
    const patch = patchOf(location.definition.kind, raw, value, returned);
    if (!patch.isEmpty && JSON.stringify(patch.value)?.includes(REDACTED)) {
      // What JSON made of it is not what has to be kept.
      const isOfFields = isRecord(returned) && isRecord(patch.value);
      await encoded(update, patch.value, isOfFields ? Object.assign({}, patch.value, returned) : returned);
    }
    return patch;
  } catch (error) {
    if (isSecretsError(error)) throw error;
    // It is not JSON. What reading it threw may quote it, and may not be thrown again.
    await encoded(update, undefined, returned);
    throw error;
  }
}

/** Throws where nobody waits for the update any more, so that it neither calls `change` nor waits on. */
export function checkTime({ location, request, task }: Update): void {
  request.signal?.throwIfAborted();
  if (task.now() < task.until()) return;
  // No write has begun yet.
  throw lateError(location, task.phase as Exclude<Phase, 'writing'>, task.budget);
}

/**
 * `change` threw `error`. Where the provider refused since another caller was there first, the secret is changed by now: resolves with
 * that value, if `when` asks for no other.
 */
export async function orSibling(
  update: Update,
  error: unknown,
  before: RawSecret,
  readAgain: () => Promise<RawSecret>,
): Promise<unknown> {
  const { when } = update.request;
  if (!when || !isSecretNotChanged(error)) throw error;
  try {
    const raw = await readAgain();
    if (raw.version !== before.version || raw.text !== before.text) {
      if (!(await when(await decodedValue(update, raw)))) return settled(update, raw);
    }
  } catch {
    // What `change` threw says more.
  }
  throw error;
}

/** What to write for the new value. Where that cannot be written, `kept` is what the error has. */
export async function encoded(update: Update, value: unknown, kept: unknown = value): Promise<Payload> {
  const { location, parts } = update;
  const { timeout, setTimer } = parts;
  const onTimeout = (milliseconds: number) => schemaTimeoutError(location, milliseconds);
  return waitFor(encode(value, location), { budget: timeout, setTimer, onTimeout }).catch((error: unknown) => {
    throw lost(update, kept, storeError(error, location), false);
  });
}

/** Another writer changed what the patch changes: resolves if nothing has to be changed any more, and rejects with the value if it has. */
export async function giveWay(update: Update, value: unknown, current: RawSecret): Promise<unknown> {
  const { location, request, parts } = update;
  parts.forget(location);
  const { when } = request;
  if (when) {
    try {
      const found = await decodedValue(update, current);
      if (!(await when(found))) return found;
    } catch {
      // The error of `when`, or of what another writer wrote, would hide the value.
    }
  }
  parts.emit?.({ type: 'conflict', name: location.id });
  throw conflictError(location, value);
}

/** The value could not be stored. */
export function lost({ location, parts }: Update, value: unknown, cause: SecretsError, isPut: boolean): SecretsError {
  parts.emit?.({ type: 'lost', name: location.id, error: cause.name });
  return lostError(location, value, cause, isPut);
}

/** Caches what was written. A read that began earlier cannot replace it. */
export function keepWritten({ location, parts, task }: Update, raw: RawSecret): void {
  parts.forget(location);
  parts.keep(parts.entryOf(location), location, raw, task.now());
  parts.emit?.({ type: 'update', name: location.id, version: raw.version });
}

/** The update found the secret as it should be. Forgets what is cached, unless it is that. */
export async function settled(update: Update, raw: RawSecret): Promise<unknown> {
  const { location, parts } = update;
  const cached = parts.entryOf(location).raw;
  if (cached?.version !== raw.version) parts.forget(location);
  return decodedValue(update, raw);
}

/** What a payload is as a secret that was read. */
export function rawOfPayload(payload: Payload, version: string | undefined, askedAt: number): RawSecret {
  return { version, text: undefined, bytes: undefined, askedAt, ...payload };
}
