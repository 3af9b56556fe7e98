import {
  allEnvironments,
  type Deployment,
  type Environment,
  expressionOf,
  secretNameIn,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import { deploymentsIn, patternsIn } from '../guard/declarations/grant-reach.js';
import { rotatedIn } from '../guard/declarations/rotated-in.js';
import type { RotationRecord } from '../state/rotation.js';
import { rotationLine } from './rotation-options.js';

type Rotation = Pick<RotationRecord, 'reference' | 'target' | 'branches'>;

/**
 * A secret has one schedule. Where several deployments define it, the last one wins, and deleting any of them ends the rotation. Judged in
 * every deployment, for all of them: a mistake is found before the second branch exists.
 * @throws {RotationOwnerMissingError} When more than one deployment would define it.
 */
export function checkOwner(rotation: Rotation, deployment: Deployment): void {
  const { reference, target, branches } = rotation;
  const { environments } = reference.set;
  const byName = new Map<string, Environment[]>();
  for (const environment of rotatedIn(rotation, deployment)) {
    const name = secretNameIn(environment, reference);
    byName.set(name, [...(byName.get(name) ?? []), environment]);
  }
  for (const [name, shared] of byName) {
    const count = shared.reduce((sum, each) => sum + deploymentsIn(environments, each, branches, deployment), 0);
    if (count <= 1) continue;
    const names = shared.map((each) => each.name).join(', ');
    const owner = allEnvironments(environments)
      .flatMap((each) => patternsIn(environments, each.name))
      .find((pattern) => !pattern.includes('*'));
    throw new BackendError(
      'RotationOwnerMissingError',
      `The rotation of ${target.label} must have one owner, and every deployment of ${names} would define that of "${name}": the last one deployed would win, and deleting a branch would end the rotation.`,
      `Name the one branch that rotates it: ${rotationLine(expressionOf(reference), `, branches: ${stringLiteral(owner ?? 'main')}`)}. For each other environment that is to rotate, add one branch.`,
    );
  }
}
