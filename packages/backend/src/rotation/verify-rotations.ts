import { type Deployment, expressionOf } from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import { deploymentsIn } from '../guard/declarations/grant-reach.js';
import { rotatedIn } from '../guard/declarations/rotated-in.js';
import type { DeployedState } from '../state/backend-state.js';
import type { GrantRecord } from '../state/grant.js';
import type { MadeRotation, RotationRecord } from '../state/rotation.js';
import type { StageResources } from '../templates/stage-resources.js';
import { checkTimeout } from './rotation-function.js';

/**
 * Judges the rotations of a backend once every grant is known, whatever the order of the calls.
 *
 * @throws {RotationFunctionInvalidError} When the function would be cut off in the middle of a step.
 * @throws {RotatedSecretWrittenError} When anyone but the rotation function may write the secret.
 * @throws {GrantLostError} When code after the call removed the schedule, or the permission to invoke the function.
 */
export function verifyRotations(templates: StageResources, { rotations, grants, deployment }: DeployedState): void {
  for (const rotation of rotations) {
    const writer = grants.find((grant) => writesRotated(grant, rotation, deployment));
    if (writer !== undefined) throw written(rotation, writer);
    if (rotation.made === undefined) continue;
    checkTimeout(rotation, templates);
    verifyMade(rotation, rotation.made, templates);
  }
}

/** In any environment where the secret is rotated: another deployment of it may be the one that writes. */
function writesRotated(grant: GrantRecord, rotation: RotationRecord, deployment: Deployment): boolean {
  const { accesses, target, grantee, branches } = grant;
  if (!accesses.includes('write') || grantee.principal === rotation.grantee.principal) return false;
  const { reference } = rotation;
  return rotatedIn(rotation, deployment).some(
    (environment) =>
      target.matches(reference, environment) &&
      deploymentsIn(reference.set.environments, environment, branches, deployment) > 0,
  );
}

function written({ target, reference, grantee }: RotationRecord, writer: GrantRecord): BackendError {
  return new BackendError(
    'RotatedSecretWrittenError',
    `Secret ${target.label} is rotated by "${grantee.construct.node.path}", and ${writer.call} lets "${writer.grantee.construct.node.path}" write it: a write counts as a rotation, and postpones the next one.`,
    `Grant reading alone: grantSecretRead(backend.myFunction, ${expressionOf(reference)}). Or delete the rotation, where the function keeps the secret fresh by itself.`,
  );
}

function verifyMade(
  { target }: RotationRecord,
  { schedule, permission }: MadeRotation,
  { templateOf, ofType }: StageResources,
): void {
  const kept = ofType('AWS::SecretsManager::RotationSchedule', 'AWS::Lambda::Permission');
  const lost = [schedule, permission].find(
    (resource) => !kept.includes(resource) || templateOf(resource)?.Condition !== undefined,
  );
  if (lost === undefined) return;
  throw new BackendError(
    'GrantLostError',
    `The rotation of ${target.label} is not in the templates: ${lost.cfnResourceType}.`,
    'Delete the code that removes the resource, replaces it or gives it a condition.',
  );
}
