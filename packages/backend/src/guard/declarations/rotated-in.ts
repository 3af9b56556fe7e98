import { allEnvironments, type Deployment, type Environment } from '@amplify-secrets/runtime/contract';
import type { RotationRecord } from '../../state/rotation.js';
import { deploymentsIn } from './grant-reach.js';

/** Where the secret is rotated, by this deployment or another: the environments of AWS Secrets Manager that an owner is of. */
export function rotatedIn(
  { reference, branches }: Pick<RotationRecord, 'reference' | 'branches'>,
  deployment: Deployment | undefined,
): readonly Environment[] {
  const { environments } = reference.set;
  return allEnvironments(environments)
    .filter(({ store }) => store === 'secrets-manager')
    .filter((environment) => deploymentsIn(environments, environment, branches, deployment) > 0);
}
