import { commandLine } from '../deployment/place-flags.js';
import { CliError } from '../errors/cli-error.js';
import type { RawValue } from '../stores/secrets-store.js';
import { checkValue } from './check-value.js';
import { type Current, type SetResult, setSecret } from './set-secret.js';
import { declaredKey, type Target } from './target.js';

/** A value that is to replace what was read. */
export interface PlannedWrite {
  readonly target: Target;
  readonly current: Current;
  readonly value: RawValue;
}

/** How far the writes are, for whoever has to say so when they end early. */
export interface WriteProgress {
  readonly written: Map<string, SetResult>;
  /** The key of the secret whose write has begun, and has not ended. */
  writing: string | undefined;
}

export function noProgress(): WriteProgress {
  return { written: new Map(), writing: undefined };
}

/**
 * Writes several secrets of one place: checks all of them, and then writes one after the other, each over what was read. No store has a
 * transaction: an error ends the writes, and says which were done.
 *
 * @throws {SecretValueInvalidError} When a value does not match its declaration; nothing is written then.
 * @throws {SecretTooLargeError} When one is larger than its store allows; nothing is written then.
 * @throws {SecretChangedError} When somebody else has changed a secret since it was read.
 */
export async function writeSecrets(
  writes: readonly PlannedWrite[],
  progress: WriteProgress = noProgress(),
): Promise<ReadonlyMap<string, SetResult>> {
  try {
    for (const { target, value } of writes) await checkValue(target, value);
    for (const { target, current, value } of writes) {
      const { key } = target.reference;
      progress.writing = key;
      await checkUnchanged(target, current);
      progress.written.set(key, await setSecret(target, current, value, { kmsKeyId: declaredKey(target) }));
      progress.writing = undefined;
    }
  } catch (error) {
    throw stopped(error, writes, progress);
  }
  return progress.written;
}

/** `Written: stripe. Failed: slackToken. Not written: keystore.` */
export function describeProgress(writes: readonly PlannedWrite[], { written, writing }: WriteProgress): string {
  const keys = writes.map(({ target }) => target.reference.key);
  const open = keys.filter((key) => !written.has(key) && key !== writing);
  return [
    `Written: ${written.size === 0 ? 'nothing' : [...written.keys()].join(', ')}.`,
    ...(writing === undefined ? [] : [`Failed: ${writing}.`]),
    ...(open.length === 0 ? [] : [`Not written: ${open.join(', ')}.`]),
  ].join(' ');
}

/** Parameter Store writes over anything: that somebody was faster is better found before than after. */
async function checkUnchanged(target: Target, { stored }: Current): Promise<void> {
  const { store, name } = target;
  if (store.kind !== 'amplify') return;
  const now = await store.read(target);
  if (now?.version === stored?.version && now?.folder === stored?.folder) return;
  throw new CliError(
    'SecretChangedError',
    `The Amplify secret "${name}" was changed by somebody else meanwhile. Their value was kept.`,
    'Run the command again: it begins with the value that is there now.',
  );
}

/** The error itself, with what had been written before it. */
function stopped(error: unknown, writes: readonly PlannedWrite[], progress: WriteProgress): unknown {
  if (!(error instanceof CliError)) return error;
  const { name, message, resolution, exitCode } = error;
  const failed = writes.find(({ target }) => target.reference.key === progress.writing)?.target;
  const isUnknown = failed !== undefined && name === 'StoreUnreachableError';
  return new CliError(
    name,
    [
      message,
      ...(isUnknown ? [`Whether ${failed.reference.key} was written is not known.`] : []),
      describeProgress(writes, progress),
    ].join(' '),
    isUnknown ? `${resolution} To see: ${commandLine(failed.place, 'history', failed.reference.key)}` : resolution,
    exitCode,
  );
}
