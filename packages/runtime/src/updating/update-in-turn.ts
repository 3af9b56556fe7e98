import { currentVersion } from './adopt-version.js';
import { commit } from './commit.js';
import { FIRST_LOOK_MS, LONGEST_LOOK_MS, SPREAD_MS } from './limits.js';
import type { Patch } from './patch.js';
import { isSecretNotChanged, SecretNotChanged } from './secret-not-changed.js';
import type { SecretVersion, SecretVersions } from './secret-versions.js';
import { failTurn, lastSlot, slotAt, type Turn, takeTurn } from './turn.js';
import { type FoundSlot, turnState } from './turn-slot.js';
import { changed, checkTime, decodedValue, orSibling, settled, type Update } from './update.js';
import { exhaustedError, turnFailedError } from './update-errors.js';

/**
 * An update in turn: of all callers that find the same version, in all containers and deployments, one calls `change`. The turn is kept
 * in the secret itself, which is all that they share. It is a courtesy: the compare-and-set decides.
 */
export async function updateInTurn(update: Update, versions: SecretVersions): Promise<unknown> {
  const { location, request, task } = update;
  // The first read fails as any read does.
  let reading = update;
  for (;;) {
    task.phase = 'reading';
    const current = await currentVersion(reading, versions);
    reading = patient(update);
    const value = await decodedValue(update, current.raw);
    if (!(await request.when?.(value))) return settled(update, current.raw);
    checkTime(update);
    const last = await lastSlot(reading, versions, current);
    const state = turnState(last, task.now());
    if (state.state === 'failed') throw turnFailedError(location, last?.error ?? 'Error', state.until);
    if (state.state === 'exhausted') throw exhaustedError(location, state.until);
    if (state.state === 'held') {
      task.phase = 'waiting';
      await waitForChange(update, versions, current, last, state.until);
      continue;
    }
    // All who wait for one turn find it free at the same moment.
    await task.sleep(SPREAD_MS * task.random());
    if (await slotAt(reading, versions, current, (last?.number ?? 0) + 1)) continue;
    const turn = await takeTurn(update, versions, current, last);
    if (turn && (await isStillCurrent(update, versions, current, turn))) {
      return changeInTurn(update, versions, current, value, turn);
    }
  }
}

/**
 * An update whose reads are repeated until its time is up: one call that fails is no reason to give up a turn, which all who wait would
 * pay for, nor the wait for one.
 */
function patient(update: Update): Update {
  const { task } = update;
  return { ...update, task: { ...task, read: task.persist } };
}

/** Whether the turn is one on the version that is current, and is not over: the container may have been frozen meanwhile. */
async function isStillCurrent(
  update: Update,
  versions: SecretVersions,
  current: SecretVersion,
  turn: Turn,
): Promise<boolean> {
  const { task } = update;
  try {
    const found = await currentVersion(patient(update), versions);
    const now = task.now();
    return found.id === current.id && now >= turn.began && now < turn.until;
  } catch (error) {
    await failTurn(update, versions, current, turn, error);
    throw error;
  }
}

async function changeInTurn(
  update: Update,
  versions: SecretVersions,
  current: SecretVersion,
  value: unknown,
  turn: Turn,
): Promise<unknown> {
  const { task } = update;
  let patch: Patch;
  try {
    patch = await changed(update, current.raw, value, turn.until);
  } catch (error) {
    // After any other error of `change` the old value may be spent: nobody tries it again before the turn ends.
    const isUnspent = task.phase !== 'writing' && (task.phase !== 'changing' || isSecretNotChanged(error));
    return orSibling(update, error, current.raw, async () => {
      const found = await currentVersion(update, versions);
      return found.raw;
    }).catch(async (reason: unknown) => {
      if (isUnspent) await failTurn(update, versions, current, turn, causeOf(error));
      throw reason;
    });
  }
  if (patch.isEmpty) await failTurn(update, versions, current, turn, new SecretNotChanged());
  return commit(update, versions, current, patch);
}

/** Waits until the version or its turn changes, or may have ended. */
async function waitForChange(
  update: Update,
  versions: SecretVersions,
  current: SecretVersion,
  last: FoundSlot | undefined,
  until: number,
): Promise<void> {
  const { task } = update;
  const reading = patient(update);
  // A transport that does not say when a slot was created has no time to compare.
  for (let looks = 0; !(task.now() >= until); looks++) {
    const pause = Math.min(FIRST_LOOK_MS * 1.5 ** looks, LONGEST_LOOK_MS) * (0.5 + task.random() / 2);
    await task.sleep(Math.min(pause, Math.max(1, task.until() - task.now())));
    checkTime(update);
    const [found, next] = await Promise.all([
      currentVersion(reading, versions),
      slotAt(reading, versions, current, (last?.number ?? 0) + 1),
    ]).catch((error: unknown) => {
      // What ends with the time of the update fails by it.
      checkTime(update);
      throw error;
    });
    if (found.id !== current.id || next) return;
  }
}

/** What others are told: what the provider said, rather than that it consumed nothing. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
