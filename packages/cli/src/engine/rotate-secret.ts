import type { ReadFunctionLog } from '../aws/function-log.js';
import { CliError } from '../errors/cli-error.js';
import type { SecretRotation, SecretRotations } from '../stores/secret-rotations.js';
import type { RawValue } from '../stores/secrets-store.js';
import { secretMissing } from './read-secret.js';
import { redactorOf } from './redact-values.js';
import { lastFailure, type RotationFailure } from './rotation-failure.js';
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
  /** Of an unfinished one, what the log of its function says. */
  readonly log?: RotationLog | undefined;
}

export interface RotationLog {
  readonly group: string;
  /** Undefined: there is none in the log, or it cannot be read. */
  readonly failure?: RotationFailure | undefined;
  /** Why it cannot be read, in a sentence. */
  readonly unreadable?: string | undefined;
}

/**
 * How a secret is rotated, and whether a rotation is not finished.
 *
 * @throws {NotPossibleError} When its store rotates nothing.
 * @throws {SecretNotFoundError} When it does not exist.
 */
export async function rotationStatus(
  target: Target,
  rotations: SecretRotations,
  readLog: ReadFunctionLog,
): Promise<RotationStatus> {
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
  const [value, createdAt] = await Promise.all([rotations.valueOf(id, pending), rotations.createdAt(id, pending)]);
  const step = value === 'denied' ? undefined : value === undefined ? 'createSecret' : 'setSecret';
  const known = value === 'denied' ? undefined : value;
  const log = await rotationLog(rotation, createdAt, known, readLog);
  return { rotation, unfinished: { version: pending, createdAt, step }, log };
}

/** Its errors quote no value, since `rotationHandler` redacts them. What is known here is redacted again. */
async function rotationLog(
  { functionArn }: SecretRotation,
  since: Date | undefined,
  known: RawValue | undefined,
  readLog: ReadFunctionLog,
): Promise<RotationLog | undefined> {
  if (functionArn === undefined || since === undefined) return undefined;
  const log = await readLog(functionArn, since);
  if ('unreadable' in log) return log;
  const failure = lastFailure(log.events);
  if (failure === undefined || known === undefined) return { group: log.group, failure };
  const { redact } = await redactorOf(['text' in known ? known.text : Buffer.from(known.bytes).toString('base64')]);
  const redacted = (text: string) => Buffer.from(redact(Buffer.from(text).toString('latin1')), 'latin1').toString();
  const { message, resolution } = failure;
  return {
    group: log.group,
    failure: {
      ...failure,
      message: redacted(message),
      resolution: resolution === undefined ? undefined : redacted(resolution),
    },
  };
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
  const { reference, id } = target;
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
      `AWS tries it again by itself. To give it up and begin anew: ${target.command('rotate')} --unblock --now`,
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
