import { membersOf } from './walk-error.js';

/**
 * Whether a result is a response that says that the credential was refused. It is asked of those HTTP clients that do not reject for a
 * status: `fetch`, and `request` of undici. Another object with a status may be what the function itself answers with.
 */
export function isRefusal(result: unknown, isAuthFailure: (failure: unknown) => boolean): boolean {
  return (isFetched(result) || isRequested(result)) && isAuthFailure(result);
}

/** Ends the download of a response that nobody will see, so that its connection is free. */
export async function discard(result: unknown): Promise<void> {
  const body = Object(membersOf(result)('body'));
  try {
    await (isFetched(result) ? body.cancel?.() : isRequested(result) && body.dump());
  } catch {
    // It was read already, or broken off.
  }
}

function isFetched(result: unknown): boolean {
  return Object.prototype.toString.call(result) === '[object Response]';
}

function isRequested(result: unknown): boolean {
  const member = membersOf(result);
  return typeof member('statusCode') === 'number' && typeof membersOf(member('body'))('dump') === 'function';
}
