import type { SecretReference } from '@amplify-secrets/runtime/contract';
import type { RequiredSecret } from '../check-secrets/required-secrets.js';
import type { GrantState } from '../grant-state.js';

/** A secret that a resource of Amplify's takes by itself, with no grant. */
export interface AmplifySecretUse {
  readonly reference: SecretReference;
  readonly required: RequiredSecret;
}

// On the state, with all else that is known of a backend: a pipeline synthesises several in one process.
const USES = Symbol.for('@amplify-secrets/backend/amplify-secret-uses');

type StateWithUses = Pick<GrantState, 'grants'> & { readonly [USES]?: AmplifySecretUse[] };

/** In the order in which Amplify made the resources; one for each field. */
export function amplifySecretUses(state: StateWithUses): readonly AmplifySecretUse[] {
  return state[USES] ?? [];
}

export function addAmplifySecretUse(state: StateWithUses, use: AmplifySecretUse): void {
  if (state[USES] === undefined) Object.defineProperty(state, USES, { value: [] });
  state[USES]?.push(use);
}
