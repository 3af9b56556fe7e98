import { commandLine } from '../deployment/place-flags.js';
import { CliError } from '../errors/cli-error.js';
import type { SecretRotation, SecretRotations } from '../stores/secret-rotations.js';
import { secretMissing } from './read-secret.js';
import { subject, type Target } from './target.js';

/** How far a rotation is that is not finished. */
export interface UnfinishedRotation {
  readonly version: string;
  readonly createdAt: Date | undefined;
  /** The first step that may not be done. Undefined: these credentials may not look. */
  readonly step: 'createSecret' | 'setSecret' | undefined;
}

export interface RotationStatus {
  readonly rotation: SecretRotation;
  readonly unfinished: UnfinishedRotation | undefined;
}

/**
 * How a secret is rotated, and whether a rotation is not finished.
 *
 * @throws {NotPossibleError} When its store rotates nothing.
 * @throws {SecretNotFoundError} When it does not exist.
 */
export async function rotationStatus(target: Target, rotations: SecretRotations): Promise<RotationStatus> {
  const { store, id } = target;
  if (store.kind === 'amplify') {
    throw new CliError(
      'NotPossibleError',
      `${subject(target)} is in Parameter Store, which rotates nothing.`,
      `Keep it in AWS Secrets Manager: in defineSecrets set store: 'secrets-manager' in the environment "${target.place.environment}".`,
    );
  }
  const rotation = await rotations.describe(id);
  if (rotation === undefined) throw secretMissing(target);
  const { pending } = rotation;
  if (pending === undefined) return { rotation, unfinished: undefined };
  const [filled, createdAt] = await Promise.all([rotations.hasValue(id, pending), rotations.createdAt(id, pending)]);
  const step = filled === undefined ? undefined : filled ? 'setSecret' : 'createSecret';
  return { rotation, unfinished: { version: pending, createdAt, step } };
}

/** What may have to be done by hand once AWSPENDING is free. */
export function describeUnfinished({ version, step }: UnfinishedRotation): string {
  switch (step) {
    case 'createSecret':
      return `version ${version} has AWSPENDING and no value: createSecret has not stored one`;
    case 'setSecret':
      return `version ${version} has AWSPENDING and a value: createSecret is done, and setSecret, testSecret or finishSecret is not`;
    default:
      return `version ${version} has AWSPENDING. How far it is, these credentials may not see: they lack secretsmanager:GetSecretValue on it`;
  }
}

/**
 * Starts a rotation, and returns the version that it creates.
 *
 * @throws {NotPossibleError} When it is not rotated, or a rotation is unfinished.
 */
export async function startRotation(
  target: Target,
  rotations: SecretRotations,
  { rotation, unfinished }: RotationStatus,
): Promise<string> {
  const { place, reference, id } = target;
  if (rotation.functionArn === undefined) {
    throw new CliError(
      'NotPossibleError',
      `${subject(target)} has no rotation function.`,
      `Write in amplify/backend.ts, and deploy it: defineSecretRotation(backend, secrets.${reference.key}, { … }). docs/rotation.md shows the options.`,
    );
  }
  if (unfinished !== undefined) {
    throw new CliError(
      'NotPossibleError',
      `${subject(target)} has an unfinished rotation: ${describeUnfinished(unfinished)}.`,
      `AWS tries it again by itself. To give it up and begin anew: ${commandLine(place, 'rotate', reference.key)} --unblock --now`,
    );
  }
  return rotations.start(id);
}

/** What waiting for a rotation needs. */
export interface Waiting {
  readonly now: () => number;
  /** Resolves after some seconds. */
  readonly pause: () => Promise<void>;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Whether a version became the current one in time. AWS says nothing of a rotation that fails: it leaves AWSPENDING where it is. */
export async function rotationFinished(
  { id }: Target,
  rotations: SecretRotations,
  version: string,
  { now, pause, until }: Waiting,
): Promise<boolean> {
  for (;;) {
    if ((await rotations.describe(id))?.current === version) return true;
    if (now() >= until) return false;
    await pause();
  }
}
