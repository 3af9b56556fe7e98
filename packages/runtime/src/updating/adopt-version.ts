import { isTransportFault } from '../transport/fault.js';
import { ADOPTION_MS } from './limits.js';
import type { SecretVersion, SecretVersions } from './secret-versions.js';
import type { Update } from './update.js';
import { UPDATE_ACCESS, updateError } from './update-errors.js';
import { isMadeFrom } from './version-token.js';

/**
 * The stage of a version from when it is put to when it is current. One for all writers: a second one takes it from the first one's
 * version, which stays readable by its id, and the compare-and-set decides. A stage for each would reach the limit of 20.
 */
export const UPDATE_STAGE = 'AMPLIFY_SECRETS_UPDATE';

/**
 * The version that is current. One that a writer put and did not live to make current becomes so first, if nothing came between: its
 * provider may have forgotten the old value already.
 */
export async function currentVersion(
  { location, task, parts }: Update,
  versions: SecretVersions,
): Promise<SecretVersion> {
  const read = (stage?: string) =>
    task
      .read((signal) => versions.read(signal, stage === undefined ? undefined : { stage }))
      .catch((error: unknown) => {
        throw updateError(error, location, UPDATE_ACCESS.get);
      });
  for (;;) {
    const [found, current] = await Promise.all([read(UPDATE_STAGE), read()]);
    if (!current) throw updateError(undefined, location, UPDATE_ACCESS.get);
    if (!found) return current;
    if (found.stages.some((stage) => stage === 'AWSCURRENT' || stage === 'AWSPREVIOUS')) {
      await removeStage(versions, UPDATE_STAGE, found.id, task);
      return found.stages.includes('AWSCURRENT') ? found : current;
    }
    if (!isAbandoned(found, current, task.now())) return current;
    const previous = await read('AWSPREVIOUS');
    // A version that came later was current, and was rolled back.
    if (previous && previous.createdAt > found.createdAt) return current;
    try {
      await task.call((signal) => versions.move('AWSCURRENT', current.id, found.id, signal));
    } catch (error) {
      // Another version is current by now.
      if (isTransportFault(error) && error.code === 'InvalidParameterException') continue;
      throw updateError(error, location, UPDATE_ACCESS.move);
    }
    parts.forget(location);
    await removeStage(versions, UPDATE_STAGE, found.id, task);
    return found;
  }
}

/** Not one that was current and rolled back, nor one of long ago: somebody may want the secret as it is. */
function isAbandoned({ id, stages, createdAt }: SecretVersion, current: SecretVersion, now: number): boolean {
  return stages.includes(UPDATE_STAGE) && isMadeFrom(id, current.id) && now - createdAt < ADOPTION_MS;
}

/** Whoever finds the stage on a version that is or was current removes it, so a failure is nobody's problem. */
export async function removeStage(
  versions: SecretVersions,
  stage: string,
  from: string,
  task: Update['task'],
): Promise<void> {
  await task.call((signal) => versions.move(stage, from, undefined, signal)).catch(() => {});
}
