import { describeDeployment, isPreview } from '@amplify-secrets/runtime/contract';
import { otherEnvironments } from '../declarations/other-environments.js';
import type { GuardFinding } from '../finding.js';
import type { GuardView } from '../view.js';

/** Access to secrets of an environment that the deployment is not of. In a preview it is a finding of another name, which weighs more. */
export function secretOfAnotherEnvironment(view: GuardView): GuardFinding[] {
  const { deployment } = view;
  if (deployment === undefined || isPreview(deployment)) return [];
  return otherEnvironments(view).map(({ severity, where, about, access, environments, resolution }) => ({
    name: 'SecretOfAnotherEnvironment',
    severity,
    where,
    about,
    message: `${access} secrets of ${environments.join(', ')}, and ${describeDeployment(deployment)} is of another environment.`,
    resolution,
  }));
}
