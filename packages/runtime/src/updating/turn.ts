import { isTransportFault } from '../transport/fault.js';
import { LEASE_MS } from './limits.js';
import type { SecretVersion, SecretVersions } from './secret-versions.js';
import { attemptsOf, type FoundSlot, slotId, slotOf, slotPayload } from './turn-slot.js';
import type { Update } from './update.js';
import { UPDATE_ACCESS, updateError } from './update-errors.js';

/** The stage of the last slot, so that it is found without its number, and AWS keeps it. */
export const TURN_STAGE = 'AMPLIFY_SECRETS_TURN';
/** A stage that is put with a turn and removed at once: who can do that can write the secret, and there is room for versions. */
export const PROOF_STAGE = 'AMPLIFY_SECRETS_PROOF';

/** A turn that this caller has. */
export interface Turn {
  readonly number: number;
  /** By this container's clock, and counted from before it was asked for. */
  readonly began: number;
  readonly until: number;
  readonly before: FoundSlot | undefined;
}

/** The last slot on a version; undefined if there is none. */
export async function lastSlot(
  update: Update,
  versions: SecretVersions,
  current: SecretVersion,
): Promise<FoundSlot | undefined> {
  const staged = await read(update, versions, { stage: TURN_STAGE });
  const slot = staged && slotOf(staged);
  // A late caller may have taken the stage to an earlier slot, or to one of another version.
  let last = slot && slotId(current.id, slot.number) === staged.id ? slot : undefined;
  for (;;) {
    const next = await slotAt(update, versions, current, (last?.number ?? 0) + 1);
    if (!next) return last;
    last = next;
  }
}

export async function slotAt(
  update: Update,
  versions: SecretVersions,
  current: SecretVersion,
  number: number,
): Promise<FoundSlot | undefined> {
  const found = await read(update, versions, { version: slotId(current.id, number) });
  return found && slotOf(found);
}

/** Takes the slot after `before`. Undefined if another caller has it. Rejects with a SecretsError, and nothing is consumed yet. */
export async function takeTurn(
  update: Update,
  versions: SecretVersions,
  current: SecretVersion,
  before: FoundSlot | undefined,
): Promise<Turn | undefined> {
  const { location, task } = update;
  const number = (before?.number ?? 0) + 1;
  const id = slotId(current.id, number);
  const began = task.now();
  const lasts = Math.max(0, Math.min(LEASE_MS, task.until() - began));
  const { randomUUID } = process.getBuiltinModule('node:crypto');
  const payload = slotPayload({
    number,
    lasts,
    caller: randomUUID(),
    failures: before?.failures ?? 0,
    began: attemptsOf(before, began),
  });
  try {
    await task.persist((signal) => versions.put(id, payload, [TURN_STAGE, PROOF_STAGE], signal));
  } catch (error) {
    if (isTransportFault(error) && error.code === 'ResourceExistsException') return undefined;
    throw updateError(error, location, UPDATE_ACCESS.put);
  }
  const turn = { number, began, until: began + lasts, before };
  try {
    await task.persist((signal) => versions.move(PROOF_STAGE, id, undefined, signal));
  } catch (error) {
    // On another slot by now: the permission is proven all the same.
    if (isTransportFault(error) && error.code === 'InvalidParameterException') return turn;
    const denied = updateError(error, location, UPDATE_ACCESS.move);
    await failTurn(update, versions, current, turn, denied);
    throw denied;
  }
  return turn;
}

/** Says that nothing was consumed in this turn: whoever waits for it fails, and the next turn is after a pause. */
export async function failTurn(
  { task }: Update,
  versions: SecretVersions,
  current: SecretVersion,
  { number, began, before }: Turn,
  error: unknown,
): Promise<void> {
  const name: unknown = Object(error).name;
  const payload = slotPayload({
    number: number + 1,
    error: typeof name === 'string' ? name : 'Error',
    failures: (before?.failures ?? 0) + 1,
    began: [...attemptsOf(before, began), began],
  });
  // Without it, others wait for the end of the turn.
  await task
    .call((signal) => versions.put(slotId(current.id, number + 1), payload, [TURN_STAGE], signal))
    .catch(() => {});
}

async function read(
  { location, task }: Update,
  versions: SecretVersions,
  revision: { readonly stage: string } | { readonly version: string },
): Promise<SecretVersion | undefined> {
  try {
    return await task.read((signal) => versions.read(signal, revision));
  } catch (error) {
    throw updateError(error, location, UPDATE_ACCESS.get);
  }
}
