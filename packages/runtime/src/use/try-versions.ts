import { type WaitOptions, waitFor } from '../reading/deadline.js';
import type { GetSecretOptions } from '../reading/get-secret-options.js';
import { INTERNALS, type Reader, type ReadVersion } from '../reading/reader.js';
import type { Location } from '../stores/location.js';
import { timeoutError } from '../stores/store-errors.js';
import { isAuthFailure } from './auth-failure.js';
import { discard, isRefusal } from './returned-response.js';
import type { Seen } from './second-look.js';
import { firstVersion, isRefused, isSameRaw, lookAfter, rememberAccepted, rememberRefused } from './version-memory.js';

/** `isTrial` is true for a version that the store was asked for because another was refused. */
export type Run<Result> = (version: ReadVersion, isTrial: boolean) => Promise<Result>;

/**
 * `fresh` and `ttl` are those of `getSecret`, for the first value. `signal` and `context` bound the reads, and not `use` itself: when they
 * end while the store is asked again, the first outcome is the result.
 */
export interface WithSecretOptions extends Omit<GetSecretOptions, 'stage' | 'version'> {
  /**
   * Whether what `use` rejected with says that the credential was refused. Also asked about a Response of `fetch` or undici that `use`
   * resolved with.
   * @default isAuthFailure
   */
  readonly isAuthFailure?: ((failure: unknown) => boolean) | undefined;
}

/** What a run ended with: its result or its error, which either way may say that the credential was refused. */
interface Outcome<Result> {
  readonly isRefused: boolean;
  readonly end: () => Result;
  readonly result?: Result;
}

/**
 * Runs with the secret's version. Where that is refused, runs with the newer versions that the store has: the current one, then the
 * pending one. Where none is accepted, the outcome is that of the first run.
 */
export async function tryVersions<Result>(
  reader: Reader,
  target: unknown,
  run: Run<Result>,
  options: WithSecretOptions,
): Promise<Result> {
  const { isAuthFailure: isFailure = isAuthFailure, ...readOptions } = options;
  const parts = reader[INTERNALS];
  const read = await parts.readVersion(target, readOptions);
  const location = parts.locate(target);
  // Each run gets bytes of its own, as of `getSecret`.
  const runOwn: Run<Result> = (version, isTrial) => {
    const { raw, value } = version;
    const isBytes = location.definition.kind === 'binary' && value instanceof Uint8Array;
    return run(isBytes ? { raw, value: Uint8Array.from(value) } : version, isTrial);
  };
  const first = firstVersion(reader, location, read);
  const original = await outcomeOf(runOwn, first, false, isFailure);
  if (!original.isRefused) return original.end();
  const isPending = first !== read;
  if (isPending) rememberRefused(reader, location, first);
  const tried = [first.raw];
  const superseded: Outcome<Result>[] = [original];
  let failed = first.raw;
  // Twice: a newer version may be refused because the next rotation has begun meanwhile.
  for (let round = 0; round < 2; round++) {
    const { current, pending } = await seenAfter(reader, location, failed, options);
    const isNew = (version: ReadVersion | undefined): version is ReadVersion =>
      version !== undefined && !tried.some((raw) => isSameRaw(raw, version.raw));
    if (isNew(current)) {
      const outcome = await outcomeOf(runOwn, current, true, isFailure);
      if (!outcome.isRefused) return ending(outcome, superseded);
      superseded.push(outcome);
      tried.push(current.raw);
    }
    if (isNew(pending) && !isRefused(reader, location, pending)) {
      const outcome = await outcomeOf(runOwn, pending, true, isFailure);
      if (!outcome.isRefused) {
        if ('result' in outcome) rememberAccepted(reader, location, current?.raw ?? read.raw, pending);
        return ending(outcome, superseded);
      }
      superseded.push(outcome);
      rememberRefused(reader, location, pending);
      break;
    }
    const newest = tried.at(-1);
    if (newest === undefined || newest === failed) break;
    failed = newest;
  }
  return ending(original, superseded);
}

function outcomeOf<Result>(
  run: Run<Result>,
  version: ReadVersion,
  isTrial: boolean,
  isFailure: (failure: unknown) => boolean,
): Promise<Outcome<Result>> {
  return run(version, isTrial).then(
    (result) => ({ isRefused: isRefusal(result, isFailure), end: () => result, result }),
    (error: unknown) => ({
      isRefused: isFailure(error),
      end: () => {
        throw error;
      },
    }),
  );
}

/** The end of one run. The responses of the others are discarded. */
function ending<Result>(outcome: Outcome<Result>, others: readonly Outcome<Result>[]): Result {
  for (const other of others) if (other !== outcome && 'result' in other) void discard(other.result);
  return outcome.end();
}

/** What the store has. Nothing, if the caller's time is up before. */
async function seenAfter(
  reader: Reader,
  location: Location,
  failed: ReadVersion['raw'],
  { signal, context }: WaitOptions,
): Promise<Seen> {
  const { timeout, setTimer } = reader[INTERNALS];
  try {
    return await waitFor(lookAfter(reader, location, failed), {
      signal,
      context,
      budget: 2 * timeout,
      setTimer,
      onTimeout: (milliseconds) => timeoutError(location, milliseconds),
    });
  } catch {
    return {};
  }
}
