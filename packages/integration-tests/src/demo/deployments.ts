import { createRequire } from 'node:module';
import type { Backend, Deployment } from '@amplify-secrets/local';

export interface DemoDeployment {
  readonly title: string;
  /** The environment whose secrets it reads. */
  readonly environment: 'sandbox' | 'prod' | 'dev' | 'preview';
  readonly identity: Deployment;
}

export interface Deployed extends DemoDeployment {
  readonly backend: Backend;
}

const APP_ID = 'd1demo2app3id';

export const DEPLOYMENTS: readonly DemoDeployment[] = [
  // A sandbox's namespace is the name in the root's package.json.
  {
    title: 'sandbox',
    environment: 'sandbox',
    identity: { type: 'sandbox', namespace: 'amplify-secrets', name: 'demo' },
  },
  { title: 'branch main', environment: 'prod', identity: { type: 'branch', namespace: APP_ID, name: 'main' } },
  {
    title: 'branch feature/checkout',
    environment: 'dev',
    identity: { type: 'branch', namespace: APP_ID, name: 'feature/checkout' },
  },
  { title: 'preview pr-7', environment: 'preview', identity: { type: 'branch', namespace: APP_ID, name: 'pr-7' } },
];

/** By Amplify's own conversion, not the kit's: the demo stores values where Amplify would. */
interface AmplifyPaths {
  readonly ParameterPathConversions: { toParameterFullPath(backendId: Deployment | string, name: string): string };
}
const { ParameterPathConversions } = createRequire(import.meta.url)('@aws-amplify/platform-core') as AmplifyPaths;

/** Where `npx ampx sandbox secret set`, or the Amplify console, puts a secret of this deployment. */
export function amplifySecretPath(deployment: Deployment, name: string): string {
  return ParameterPathConversions.toParameterFullPath(deployment, name);
}

/** Where the Amplify console puts a secret for all branches of the app. */
export function sharedAmplifySecretPath(name: string): string {
  return ParameterPathConversions.toParameterFullPath(APP_ID, name);
}
