import { describeDeployment, isPreview } from '@amplify-secrets/runtime/contract';
import type { Finding } from '../finding.js';
import type { GuardedBackend } from '../guarded-backend.js';
import { strangers } from '../strangers.js';

/** What a deployment reads or writes of an environment that is not its own. Of a preview it has another name, and more weight. */
export function secretOfAnotherEnvironment(backend: GuardedBackend): Finding[] {
  const { deployment } = backend;
  if (isPreview(deployment)) return [];
  return strangers(backend).map(({ severity, where, about, what, environments, resolution }) => ({
    name: 'SecretOfAnotherEnvironment',
    severity,
    where,
    about,
    message: `${what} takes secrets of ${environments.join(', ')}, and this is ${describeDeployment(deployment)}, of another environment.`,
    resolution,
  }));
}
