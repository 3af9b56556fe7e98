import type { SecretReference } from '@amplify-secrets/runtime/contract';
import type { RequiredSecret } from '../check-secrets/required-secrets.js';

/** A secret that a resource of Amplify's takes by itself, with no grant. */
export interface AmplifySecretUse {
  readonly reference: SecretReference;
  readonly required: RequiredSecret;
}
