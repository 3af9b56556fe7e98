import { ownProperties } from '../contract/own-properties.js';
import { realTimer } from '../reading/deadline.js';
import { INTERNALS, type Reader } from '../reading/reader.js';
import { thrownHere } from '../reading/thrown-here.js';
import { timeoutError } from '../stores/store-errors.js';
import type { Update } from './update.js';
import { lateError } from './update-errors.js';
import { updateMemory } from './update-memory.js';
import { requestOf } from './update-options.js';
import { updateParameter } from './update-parameter.js';
import { updateTask } from './update-task.js';
import { updateVersions } from './update-versions.js';

/** Updates in the stores of a reader. Not part of the reader, so that a handler that only reads does not bundle it. */
export async function updateSecretWith(
  reader: Reader,
  target: unknown,
  change: unknown,
  given?: object,
): Promise<unknown> {
  const parts = reader[INTERNALS];
  const request = requestOf(change, given);
  const location = parts.locate(target);
  request.signal?.throwIfAborted();
  const update = { location, request, task: updateTask(request, parts), parts };
  const stores = ownProperties(parts.stores);
  const work =
    'write' in stores
      ? updateMemory(update, stores)
      : location.store === 'amplify'
        ? updateParameter(update, stores.transport)
        : updateVersions(update, stores.transport);
  return inTime(update, work);
}

/**
 * Waits for the update until its time is up. What `change` returns later is still written; a write that has begun is not left, since
 * its value would be lost: it has a time of its own.
 */
function inTime({ location, request, task, parts }: Update, work: Promise<unknown>): Promise<unknown> {
  const { signal } = request;
  const milliseconds = Math.max(1, task.until() - task.now());
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      task.hurry();
      if (task.phase !== 'writing') reject(signal?.reason);
    };
    const onTimeout = () => {
      if (task.phase === 'reading') reject(timeoutError(location, milliseconds));
      else if (task.phase !== 'writing') reject(lateError(location, task.phase, milliseconds));
    };
    const cancel = (parts.setTimer ?? realTimer)(onTimeout, milliseconds);
    signal?.addEventListener('abort', onAbort);
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', onAbort);
    };
    work.finally(end).then(resolve, (error: unknown) => reject(Object(error).value ? error : thrownHere(error)));
  });
}
