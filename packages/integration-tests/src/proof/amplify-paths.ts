import { createRequire } from 'node:module';
import type { Deployment } from '@amplify-secrets/local';

/** By Amplify's own conversion: a proof must not use the kit's. */
interface AmplifyPaths {
  readonly ParameterPathConversions: { toParameterFullPath(of: Deployment | string, name: string): string };
}
const { ParameterPathConversions } = createRequire(import.meta.url)('@aws-amplify/platform-core') as AmplifyPaths;

/** Where `npx ampx sandbox secret set`, or the Amplify console, puts a deployment's own secret. */
export function ownPath(deployment: Deployment, name: string): string {
  return ParameterPathConversions.toParameterFullPath(deployment, name);
}

/** Where the secrets of all deployments of a namespace are; Parameter Store may refuse the path. */
export function sharedPath(namespace: string, name: string): string {
  return ParameterPathConversions.toParameterFullPath(namespace, name);
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export function isParameterPath(path: string): boolean {
  return /^[a-zA-Z0-9_.\-/]+$/.test(path);
}
