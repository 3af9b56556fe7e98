import { describeDeployment, isPreview } from '@amplify-secrets/runtime/contract';
import { otherEnvironments } from '../declarations/other-environments.js';
import type { GuardFinding } from '../finding.js';
import type { GuardView } from '../view.js';

/** What a deployment reads or writes of an environment that is not its own. Of a preview it has another name, and more weight. */
export function secretOfAnotherEnvironment(backend: GuardView): GuardFinding[] {
  const { deployment } = backend;
  if (deployment === undefined || isPreview(deployment)) return [];
  return otherEnvironments(backend).map(({ severity, where, about, what, environments, resolution }) => ({
    name: 'SecretOfAnotherEnvironment',
    severity,
    where,
    about,
    message: `${what} takes secrets of ${environments.join(', ')}, and this is ${describeDeployment(deployment)}, of another environment.`,
    resolution,
  }));
}
