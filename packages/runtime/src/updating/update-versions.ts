import type { Transport } from '../transport/transport.js';
import { currentVersion } from './adopt-version.js';
import { commit } from './commit.js';
import type { Patch } from './patch.js';
import { secretVersions } from './secret-versions.js';
import { changed, decodedValue, orSibling, settled, type Update } from './update.js';
import { updateInTurn } from './update-in-turn.js';

/** An update in AWS Secrets Manager: a compare-and-set on the version that was read. */
export async function updateVersions(update: Update, transport: Transport): Promise<unknown> {
  const { location, request, task } = update;
  const versions = secretVersions(transport, location, task.now);
  if (request.turns) return updateInTurn(update, versions);
  const current = await currentVersion(update, versions);
  const value = await decodedValue(update, current.raw);
  if (request.when && !(await request.when(value))) return settled(update, current.raw);
  let patch: Patch;
  try {
    patch = await changed(update, current.raw, value, task.until());
  } catch (error) {
    return orSibling(update, error, current.raw, async () => (await currentVersion(update, versions)).raw);
  }
  return commit(update, versions, current, patch);
}
