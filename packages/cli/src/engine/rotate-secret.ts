import { commandLine } from '../deployment/place-flags.js';
import { CliError } from '../errors/cli-error.js';
import { versionWith } from '../stores/secrets-manager-metadata.js';
import type { SecretsManagerRotation } from '../stores/secrets-manager-rotation.js';
import type { Rotation } from '../stores/secrets-store.js';
import { describeSecret } from './describe-secret.js';
import { secretMissing } from './read-secret.js';
import { subject, type Target } from './target.js';

/** A version that a rotation has begun, and not made the current one. */
export interface PendingVersion {
  readonly version: string;
  /** `createSecret` where it has no value yet; undefined where these credentials cannot see that. */
  readonly step: 'createSecret' | 'setSecret, testSecret or finishSecret' | undefined;
}

export interface RotationStatus {
  /** Undefined where the secret was never set to rotate. */
  readonly rotation: Rotation | undefined;
  readonly current: string | undefined;
  readonly pending: PendingVersion | undefined;
}

/**
 * Where the rotation of a secret stands.
 *
 * @throws {NotPossibleError} When its store does not rotate.
 * @throws {SecretNotFoundError} When it does not exist.
 */
export async function rotationStatus(target: Target): Promise<RotationStatus> {
  const { store, id, place, reference } = target;
  if (store.kind === 'amplify') {
    throw new CliError(
      'NotPossibleError',
      `${subject(target)} is in Parameter Store, which does not rotate.`,
      `Set another value: ${commandLine(place, 'set', reference.key)}`,
    );
  }
  const found = await describeSecret(target);
  if (found.state === 'missing') throw secretMissing(target);
  const { stages = {}, version: current, rotation } = found;
  const version = versionWith(stages, 'AWSPENDING');
  if (version === undefined || version === current) return { rotation, current, pending: undefined };
  const step = await store
    .read(id, version)
    .then((value) => (value === undefined ? 'createSecret' : 'setSecret, testSecret or finishSecret'))
    .catch(() => undefined);
  return { rotation, current, pending: { version, step } };
}

/**
 * Begins a rotation, and waits until it has made its version the current one. Returns whether it has before `signal` aborts; AWS goes on, and
 * tries again, in any case.
 *
 * @throws {NotPossibleError} When the secret has no rotation function, or a rotation that stopped is in the way.
 */
export async function rotateNow(
  target: Target,
  rotations: SecretsManagerRotation,
  { rotation, pending }: RotationStatus,
  wait: () => Promise<void>,
  signal: AbortSignal,
): Promise<{ readonly version: string; readonly isDone: boolean }> {
  const { id, place, reference } = target;
  if (rotation?.functionArn === undefined) {
    throw new CliError(
      'NotPossibleError',
      `${subject(target)} has no rotation function.`,
      'Declare its rotation in amplify/backend.ts with defineSecretRotation, and deploy it.',
    );
  }
  if (pending !== undefined) {
    throw new CliError(
      'NotPossibleError',
      `A rotation of ${subject(target)} is under way, or has stopped: AWSPENDING is on version ${pending.version}.`,
      `If it has stopped, free it: ${commandLine(place, 'rotate', reference.key)} --unblock`,
    );
  }
  const version = await rotations.begin(id);
  while (!signal.aborted) {
    const current = (await describeSecret(target)).version;
    if (current === version) return { version, isDone: true };
    await wait();
  }
  return { version, isDone: false };
}
