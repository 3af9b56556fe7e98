import { waitFor } from '../reading/deadline.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { schemaTimeoutError } from '../stores/store-errors.js';
import { decode } from '../values/decode.js';
import { reveal } from '../values/protect.js';
import { CALL_MS } from './limits.js';
import type { Version } from './rotated-secret.js';
import type { Rotation } from './rotation.js';
import type { RotationState } from './rotation-state.js';

const NOTHING: RawSecret = { version: undefined, text: undefined, bytes: undefined };

/** The value that is about to become current. */
export async function readPending(rotation: Rotation): Promise<{ readonly raw: RawSecret; readonly value: unknown }> {
  const raw = (await rotation.secret.readWritten(rotation.event.ClientRequestToken)) ?? NOTHING;
  return { raw, value: await decoded(rotation, raw) };
}

/** The current value and the one before it, decoded, with the versions that they are of. */
export async function readValues(
  rotation: Rotation,
  { current, previous }: RotationState,
): Promise<{
  readonly values: { readonly current: unknown; readonly previous: unknown };
  readonly known: readonly Version[];
}> {
  const read = (version: string | undefined) =>
    version === undefined ? undefined : rotation.secret.readWritten(version);
  const currentVersion = await read(current);
  const previousVersion = await read(previous);
  const known = [currentVersion, previousVersion].filter((version) => version !== undefined);
  const values = {
    current: await decoded(rotation, currentVersion ?? NOTHING),
    // It may be of an earlier declaration, which must not keep the secret from being rotated.
    previous: previousVersion && (await decoded(rotation, previousVersion).catch(() => undefined)),
  };
  return { values, known };
}

export function sameValue(one: unknown, other: unknown): boolean {
  return process.getBuiltinModule('node:util').isDeepStrictEqual(reveal(one), reveal(other));
}

function decoded(rotation: Rotation, raw: RawSecret): Promise<unknown> {
  return beforeTimeout(rotation, decode(raw, rotation.location));
}

/** What is decoded or encoded: a schema may be asynchronous. */
export function beforeTimeout<T>({ location, context }: Rotation, work: Promise<T>): Promise<T> {
  return waitFor(work, {
    context,
    budget: CALL_MS,
    most: CALL_MS,
    onTimeout: (milliseconds) => schemaTimeoutError(location, milliseconds),
  });
}
