import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { AwsError } from '../../../aws-error.js';
import { moveStage, type Secret, type SecretVersion, versionWithStage } from '../secret.js';
import { reschedule } from './reschedule.js';
import { checkInvocable, type RotationFunction, type RotationStep, type StepResult } from './rotation-function.js';
import { scheduleOf } from './schedule.js';

/** One attempt to rotate a secret. */
export interface Rotation {
  readonly secretArn: string;
  /** The version that the function creates. */
  readonly versionId: string;
  readonly functionArn: string;
  /** `test`: what RotateSecret runs with `RotateImmediately: false`, testSecret only. */
  readonly kind: 'rotation' | 'test';
  /** 1, or more where earlier attempts at this version failed. */
  readonly attempt: number;
  /** When it began: milliseconds since 1970, by the local AWS's clock. */
  readonly at: number;
  readonly outcome: 'running' | 'succeeded' | 'failed' | 'cancelled';
  /** The last step for which the function was invoked. */
  readonly step?: RotationStep;
  /** Why it failed: what the function threw, or why it was not invoked. */
  readonly error?: { readonly errorType: string; readonly errorMessage: string };
  /** The lines that the function wrote, in all steps. */
  readonly logs: readonly string[];
}

/** The rotations so far. */
export interface RotationHistory {
  /** Every attempt, in the order in which they began. */
  list(): readonly Rotation[];
  /**
   * Resolves with every attempt when none is running: RotateSecret answers at once, and the rotation runs on.
   *
   * @example
   * ```ts
   * const rotations = await aws.rotations.settled();
   * ```
   */
  settled(): Promise<readonly Rotation[]>;
}

/** Runs the rotations of an account. */
export interface Rotations extends RotationHistory {
  readonly functionOf: (arn: string) => RotationFunction | undefined;
  /** Begins a rotation that creates this version, and returns at once. */
  begin(secret: Secret, versionId: string): void;
  /** Runs testSecret on a copy of the current value, which is then removed. */
  test(secret: Secret, versionId: string): void;
  /** Turns the rotation off, and ends the one that runs: its version, where there is one. */
  cancel(secret: Secret): string | undefined;
  isRunning(secret: Secret): boolean;
  /** Runs what is due until then, one after the other; `setClock` is called with each time. */
  runUntil(time: number, setClock: (time: number) => void): Promise<void>;
  /** No step begins any more. */
  stop(): void;
}

export interface RotationsInput {
  readonly now: () => number;
  readonly secrets: () => Iterable<Secret>;
  readonly functionOf: (arn: string) => RotationFunction | undefined;
}

/** AWS documents that it retries a rotation that failed; how often and when is assumed. */
const ATTEMPTS = 5;
const RETRY_AFTER = 10 * 60_000;

const STEPS: readonly RotationStep[] = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

type Attempt = { -readonly [Key in keyof Rotation]: Rotation[Key] };

export function createRotations({ now, secrets, functionOf }: RotationsInput): Rotations {
  const attempts: Attempt[] = [];
  const running = new Map<Secret, { readonly attempt: Attempt; readonly ended: Promise<void> }>();
  const retries = new Map<Secret, { readonly attempt: number; readonly at: number }>();
  let stopped = false;

  function start(secret: Secret, versionId: string, kind: Rotation['kind'], number: number): void {
    const functionArn = secret.rotation?.functionArn ?? '';
    const of = { secretArn: secret.arn, versionId, functionArn, kind, attempt: number };
    const attempt: Attempt = { ...of, at: now(), outcome: 'running', logs: [] };
    attempts.push(attempt);
    retries.delete(secret);
    running.set(secret, { attempt, ended: run(secret, attempt).finally(() => running.delete(secret)) });
  }

  async function run(secret: Secret, attempt: Attempt): Promise<void> {
    // The answer to RotateSecret comes first.
    await setImmediate();
    for (const step of attempt.kind === 'test' ? (['testSecret'] as const) : STEPS) {
      if (attempt.outcome !== 'running') break;
      attempt.step = step;
      const { error, logs } = await invoke(secret, attempt, step);
      attempt.logs = [...attempt.logs, ...logs];
      if (error === undefined || attempt.outcome !== 'running') continue;
      attempt.outcome = 'failed';
      attempt.error = error;
    }
    if (attempt.kind === 'test') secret.versions.delete(attempt.versionId);
    else settle(secret, attempt);
    if (attempt.outcome === 'running') attempt.outcome = 'succeeded';
  }

  async function invoke(secret: Secret, attempt: Attempt, step: RotationStep): Promise<StepResult> {
    try {
      const fn = checkInvocable(functionOf(attempt.functionArn), secret.arn);
      return await fn.invoke({
        Step: step,
        SecretId: secret.arn,
        ClientRequestToken: attempt.versionId,
        RotationToken: randomUUID(),
      });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error('The function was not invoked.');
      return { error: { errorType: name, errorMessage: message }, logs: [] };
    }
  }

  /** A rotation succeeded only when its version is the current one. */
  function settle(secret: Secret, attempt: Attempt): void {
    const { rotation } = secret;
    if (rotation === undefined || attempt.outcome === 'cancelled') return;
    if (attempt.outcome === 'running' && versionWithStage(secret, 'AWSCURRENT')?.id === attempt.versionId) {
      rotation.rotatedAt = now();
      reschedule(secret, now());
      return;
    }
    attempt.outcome = 'failed';
    attempt.error ??= { errorType: 'RotationIncomplete', errorMessage: 'finishSecret did not move AWSCURRENT.' };
    const later = rotation.rules && scheduleOf(rotation.rules)?.windowAfter(now(), rotation.setAt);
    if (attempt.attempt < ATTEMPTS) retries.set(secret, { attempt: attempt.attempt + 1, at: now() + RETRY_AFTER });
    else if (later !== undefined) retries.set(secret, { attempt: 1, at: later.opensAt });
  }

  function begin(secret: Secret, versionId: string, attempt = 1): void {
    const version = secret.versions.get(versionId) ?? emptyVersion(secret, versionId, now());
    moveStage(secret, 'AWSPENDING', version);
    start(secret, versionId, 'rotation', attempt);
  }

  function dueAt(secret: Secret): number | undefined {
    const isOn = secret.rotation?.enabled === true && secret.removeAt === undefined && !running.has(secret);
    return isOn ? (retries.get(secret)?.at ?? secret.rotation?.next?.opensAt) : undefined;
  }

  function nextDue(until: number): { readonly secret: Secret; readonly at: number } | undefined {
    const due = [...secrets()].flatMap((secret) => {
      const at = dueAt(secret);
      return at !== undefined && at <= until ? [{ secret, at }] : [];
    });
    return due.sort((left, right) => left.at - right.at)[0];
  }

  const list = () => attempts.map((attempt) => ({ ...attempt }));

  async function settled(): Promise<readonly Rotation[]> {
    while (running.size > 0) await Promise.all([...running.values()].map(({ ended }) => ended));
    return list();
  }

  return {
    functionOf,
    begin: (secret, versionId) => begin(secret, versionId),
    test(secret, versionId) {
      const current = versionWithStage(secret, 'AWSCURRENT');
      const version = emptyVersion(secret, versionId, now());
      if (current?.value !== undefined) version.value = current.value;
      if (current?.kmsKeyId !== undefined) version.kmsKeyId = current.kmsKeyId;
      moveStage(secret, 'AWSPENDING', version);
      start(secret, versionId, 'test', 1);
    },
    cancel(secret) {
      if (secret.rotation) secret.rotation.enabled = false;
      retries.delete(secret);
      const current = running.get(secret)?.attempt;
      if (current) current.outcome = 'cancelled';
      return current?.versionId;
    },
    isRunning: (secret) => running.has(secret),
    list,
    settled,
    async runUntil(time, setClock) {
      for (;;) {
        await settled();
        const due = stopped ? undefined : nextDue(time);
        if (due === undefined) break;
        setClock(due.at);
        const pending = versionWithStage(due.secret, 'AWSPENDING');
        const isLeft = pending !== undefined && !pending.stages.has('AWSCURRENT');
        begin(due.secret, isLeft ? pending.id : randomUUID(), retries.get(due.secret)?.attempt);
      }
      setClock(time);
    },
    stop() {
      stopped = true;
      for (const { attempt } of running.values()) attempt.outcome = 'cancelled';
    },
  };
}

/** AWS creates the version before the function fills it: it has an id and a label, and no value. */
function emptyVersion(secret: Secret, id: string, at: number): SecretVersion {
  const version: SecretVersion = { id, createdAt: at, stages: new Set() };
  secret.versions.set(id, version);
  return version;
}

/** What RotateSecret answers while AWSPENDING is on a version that is not the current one. */
export function rotationIncomplete(): AwsError {
  const message = "A previous rotation isn't complete. That rotation will be reattempted.";
  return new AwsError('InvalidRequestException', message);
}
