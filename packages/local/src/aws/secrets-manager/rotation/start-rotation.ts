import { type Secret, versionWithStage } from '../secret.js';
import { invalidRequest } from '../secret-errors.js';
import { reschedule } from './reschedule.js';
import { checkInvocable, type RotationFunction } from './rotation-function.js';
import { type Rotations, rotationIncomplete } from './rotations.js';
import { scheduleOf } from './schedule.js';
import type { RotationRules } from './secret-rotation.js';

export interface RotationRequest {
  /** The id of the new version. */
  readonly versionId: string;
  /** Absent: the function that the secret has. */
  readonly functionArn?: string | undefined;
  /** Absent: the rules that the secret has. */
  readonly rules?: RotationRules | undefined;
  readonly immediately: boolean;
  readonly at: number;
  /** Throws unless the caller may invoke the function. */
  readonly checkCaller?: (fn: RotationFunction) => void;
}

/**
 * Sets the rotation of a secret, and begins one, or the test of its configuration. What is refused changes nothing, but that
 * a rotation which is not complete is attempted again.
 */
export function startRotation(rotations: Rotations, secret: Secret, request: RotationRequest): void {
  const { versionId, rules, immediately, at, checkCaller } = request;
  if (rules !== undefined) scheduleOf(rules);
  const functionArn = request.functionArn ?? secret.rotation?.functionArn;
  if (functionArn === undefined) throw withoutFunction();
  const fn = checkInvocable(rotations.functionOf(functionArn), secret.arn);
  checkCaller?.(fn);
  if (secret.versions.has(versionId)) return;
  const pending = versionWithStage(secret, 'AWSPENDING');
  if (pending !== undefined && !pending.stages.has('AWSCURRENT')) {
    if (secret.rotation?.enabled && !rotations.isRunning(secret)) rotations.begin(secret, pending.id);
    throw rotationIncomplete();
  }
  const rotation = { setAt: at, ...secret.rotation, enabled: true, functionArn };
  secret.rotation = rules === undefined ? rotation : { ...rotation, rules, setAt: at };
  secret.changedAt = at;
  reschedule(secret, at);
  if (immediately) rotations.begin(secret, versionId);
  else rotations.test(secret, versionId);
}

export function withoutFunction() {
  return invalidRequest('No Lambda rotation function ARN is associated with this secret.');
}
