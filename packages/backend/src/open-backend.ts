import { SecretsError } from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import { type GrantState, grantState } from './state/backend-state.js';

/** What `defineBackend` returns, as far as the kit needs it; or, of a plain CDK app, the root stack. */
export type SecretsBackend = { readonly stack: Stack } | Stack;

/** All that the kit knows of a backend, and its root stack. Throws BackendInvalidError or DeploymentUnknownError. */
export function backendState(
  backend: SecretsBackend,
  call: string,
): { readonly root: Stack; readonly state: GrantState } {
  const stack = rootStack(backend);
  if (stack === undefined) {
    throw new SecretsError(
      'BackendInvalidError',
      `${call} was not given a backend.`,
      `Write: const backend = defineBackend({ … }); ${call}(backend). In a plain CDK app, give it the stack.`,
    );
  }
  return { root: stack, state: grantState({ construct: stack }, undefined) };
}

function rootStack(backend: unknown): Stack | undefined {
  if (Stack.isStack(backend)) return backend;
  if (typeof backend !== 'object' || backend === null || !('stack' in backend)) return undefined;
  return Stack.isStack(backend.stack) ? backend.stack : undefined;
}
