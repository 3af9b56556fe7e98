import {
  allEnvironments,
  environmentOf,
  expressionOf,
  isSecretReference,
  kindOf,
  type SecretReference,
} from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import { BackendError } from '../backend-error.js';
import { granteeOf } from '../grantees/grantee.js';
import { rotatedIn } from '../guard/declarations/rotated-in.js';
import { warnOfEnvironment } from '../notes/grant-notes.js';
import { openBackend, type SecretsBackend, stackOf } from '../open-backend.js';
import type { DeployedState } from '../state/backend-state.js';
import type { RotationRecord } from '../state/rotation.js';
import { holdsIn, patternsOf } from '../targets/branches.js';
import { keyArnOf } from '../targets/encryption-key.js';
import { targetsOf } from '../targets/grant-target.js';
import { isSecretPattern } from '../targets/secrets-matching.js';
import { makeRotation } from './make-rotation.js';
import { checkOwner } from './owner.js';
import { rotationFunction } from './rotation-function.js';
import { noteOtherOwner, noteOtherStore, noteRotation } from './rotation-notes.js';
import { CALL, checkRotationOptions, rotationLine, type SecretRotationOptions } from './rotation-options.js';
import { verifyRotations } from './verify-rotations.js';

/**
 * Rotates a secret on a schedule, by a function of this backend: the schedule, the permission by which AWS Secrets Manager invokes the
 * function for this secret of this account alone, and what the function may do with exactly this secret: `DescribeSecret`,
 * `GetSecretValue`, `PutSecretValue` and `UpdateSecretVersionStage`. The function gets `AMPLIFY_SECRETS`, as by a grant.
 *
 * The secret must exist before the deployment: a note shows the command. One deployment owns the rotation of a secret: `branches` names it
 * where the environment has more than one. Elsewhere, in sandboxes and wherever the store is Amplify's, nothing is made, and a note says
 * so. Nobody else in the backend may be granted to write the secret, since a write counts as a rotation and postpones the next one.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
 *
 * @throws {RotationInvalidError} When an option is unknown, or AWS would refuse it; when the target is not one secret of a set; when the secret is rotated already.
 * @throws {RotationFunctionInvalidError} When the function is not one that this backend makes; at the end of the synthesis, when its timeout is below 30 s.
 * @throws {RotationOwnerMissingError} When more than one deployment would define the rotation.
 * @throws {RotatedSecretWrittenError} At the end of the synthesis, when anyone else is granted to write the secret.
 * @throws {BackendInvalidError} When it was not given a backend.
 * @throws {GrantBranchesMissingError} When `branches` names none.
 * @throws {EnvironmentUnreachableError} When no deployment can match one of the `branches`.
 * @throws {GrantOptionInvalidError} When the key is not exactly one.
 * @throws {DeploymentUnknownError} When nothing says which deployment this is, or two calls name two.
 * @throws {BranchUnmatchedError} When the deployment is of no environment.
 * @throws {GrantLostError} When CDK drops a permission, here or at the end of the synthesis.
 * @example
 * ```ts
 * defineSecretRotation(backend, secrets.database, {
 *   function: backend.rotateDatabase,
 *   schedule: 'cron(0 3 1 * ? *)',
 *   window: '3h',
 *   branches: 'main',
 * });
 * ```
 */
export function defineSecretRotation(
  backend: SecretsBackend,
  secret: SecretReference,
  options: SecretRotationOptions,
): void {
  // 1. Check what was written.
  const root = stackOf(backend, CALL);
  const given = checkRotationOptions(options);
  const lambda = rotationFunction(given.function, root);
  const reference = oneSecret(secret);
  const branches =
    given.branches === undefined
      ? undefined
      : patternsOf(given.branches, CALL, rotationLine(expressionOf(reference), ", branches: 'main'"));
  const key = given.encryptionKey === undefined ? undefined : keyArnOf(given.encryptionKey, CALL);
  const grantee = granteeOf(given.function, CALL);
  const [target] = targetsOf(reference, branches !== undefined, CALL);
  if (target === undefined) return;

  // 2. Make the set known to the backend, and judge the rotation in all deployments.
  const state = openBackend(root, given.deployment);
  const { deployment } = state;
  state.sets.register(reference.set);
  if (reference.undeclared) state.sets.claim(reference);
  const { schedule, window } = given;
  const rotation = { reference, target, grantee, schedule, window, branches };
  checkOwner(rotation, deployment);
  checkIsFirst(rotation, state);
  if (state.rotations.length === 0) {
    state.finalSteps.add('rotations', (templates) => verifyRotations(templates, state));
  }

  // 3. Find the secret in this deployment.
  const isHere = branches === undefined || holdsIn(branches, deployment);
  const located = isHere ? target.locate(deployment, Stack.of(lambda)) : undefined;
  const terms = { batch: false, key: key ?? located?.key, describe: true };
  const grant = { call: CALL, grantee, accesses: ['read', 'write'] as const, target, terms, branches, located };

  // 4. Elsewhere make nothing.
  if (located === undefined) {
    state.addRotation({ ...rotation, made: undefined });
    state.addGrant(grant);
    noteOtherOwner(rotation, branches ?? [], deployment);
    warnOfEnvironment(grantee.construct, branches ?? [], state);
    return;
  }
  if (located.store === 'amplify') {
    state.addRotation({ ...rotation, made: undefined });
    noteOtherStore(rotation, deployment);
    return;
  }

  // 5. Allow the function its four actions, and make the schedule.
  const environment = environmentOf(reference.set.environments, deployment);
  state.descriptors.add(grantee, [{ set: reference.set, ...environment }], deployment);
  state.addGrant(grant);
  state.addRotation({ ...rotation, made: makeRotation(root, lambda, rotation, located, given.onDeployment ?? false) });
  noteRotation(rotation, located, terms.key);
}

function oneSecret(target: unknown): SecretReference {
  if (isSecretReference(target)) return target;
  const got = isSecretPattern(target)
    ? `the pattern "${target.pattern}"`
    : typeof target === 'string'
      ? 'a name, which belongs to no environment'
      : kindOf(target);
  throw new BackendError(
    'RotationInvalidError',
    `The target of ${CALL} must be one secret of defineSecrets, and got ${got}.`,
    `Write: ${rotationLine()}. A secret that CDK makes is rotated by CDK: secret.addRotationSchedule('Rotation', { rotationLambda: backend.myFunction.resources.lambda }).`,
  );
}

/** Another reference may be the same secret. */
function checkIsFirst(rotation: Omit<RotationRecord, 'made'>, { rotations, deployment }: DeployedState): void {
  const { target, reference } = rotation;
  const own = rotatedIn(rotation, deployment).map(({ name }) => name);
  const earlier = rotations.find((other) =>
    allEnvironments(reference.set.environments)
      .filter(({ name }) => own.includes(name))
      .some(
        (environment) =>
          target.matches(other.reference, environment) &&
          rotatedIn(other, deployment).some(({ name }) => name === environment.name),
      ),
  );
  if (earlier === undefined) return;
  throw new BackendError(
    'RotationInvalidError',
    `A secret must have one rotation, and ${CALL} was called twice for ${target.label}.`,
    "Delete one of the calls. For another schedule in another environment, give each call its own branch: branches: 'main'.",
  );
}
