import { removeStage, UPDATE_STAGE } from './adopt-version.js';
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS } from './limits.js';
import type { Patch } from './patch.js';
import type { SecretVersion, SecretVersions } from './secret-versions.js';
import { decodedValue, encoded, giveWay, keepWritten, lost, rawOfPayload, settled, type Update } from './update.js';
import { conflictError, UPDATE_ACCESS, updateError } from './update-errors.js';
import { tokenMadeFrom } from './version-token.js';
import { type VersionWrite, type Written, writeVersion } from './write-version.js';

/** Writes a patch to the version that it was made from, or to one that left the patched fields alone. */
export async function commit(
  update: Update,
  versions: SecretVersions,
  read: SecretVersion,
  patch: Patch,
): Promise<unknown> {
  const { task } = update;
  if (patch.isEmpty) return settled(update, read.raw);
  let madeFrom = read;
  let { value } = patch;
  for (let rebases = 0; ; rebases++) {
    const write = { id: tokenMadeFrom(madeFrom.id), payload: await encoded(update, value), madeFrom, isPut: false };
    const written = await writeOrLose(update, versions, write, value);
    if (written.outcome === 'written') {
      const raw = rawOfPayload(write.payload, write.id, task.now());
      keepWritten(update, raw);
      await removeStage(versions, UPDATE_STAGE, write.id, task);
      return decodedValue(update, raw);
    }
    const { current, outcome } = written;
    const rebased = outcome === 'superseded' ? 'done' : patch.rebase(current.raw);
    if (rebased === 'done') return settled(update, current.raw);
    if (rebased === 'conflict') {
      // Or else it would be found as abandoned, should the secret be rolled back.
      await removeStage(versions, UPDATE_STAGE, write.id, task);
      return giveWay(update, value, current.raw);
    }
    madeFrom = current;
    ({ value } = rebased);
    if (task.now() >= task.until()) throw lost(update, value, conflictError(update.location, value), write.isPut);
    // Many writers at once: each round one of them succeeds.
    await task.sleep(task.random() * Math.min(FIRST_PAUSE_MS * rebases, LONGEST_PAUSE_MS));
  }
}

async function writeOrLose(
  update: Update,
  versions: SecretVersions,
  write: VersionWrite,
  value: unknown,
): Promise<Written> {
  try {
    return await writeVersion(update, versions, write);
  } catch (error) {
    throw lost(update, value, updateError(error, update.location, UPDATE_ACCESS.put), write.isPut);
  }
}
