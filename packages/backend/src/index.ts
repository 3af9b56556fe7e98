export type { BranchPatterns, Deployment } from '@amplify-secrets/runtime/contract';
export { type AmplifySecret, amplifySecret, type FieldOf } from './amplify-secret/amplify-secret.js';
export { BACKEND_ERROR_NAMES, type BackendErrorName } from './backend-error.js';
export { checkSecrets } from './check-secrets/check-secrets.js';
export {
  type ComputeRoleBackend,
  type ComputeRoleOptions,
  defineComputeRole,
} from './compute-role/define-compute-role.js';
export { configureGuard, type GuardAcceptance, type GuardOptions } from './configure-guard.js';
export { ecsSecrets } from './ecs-secrets/ecs-secrets.js';
export type { EcsField, EcsSecretsOptions } from './ecs-secrets/ecs-secrets-options.js';
export { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from './grant.js';
export type { GrantOptions } from './grant-options.js';
export type { AmplifyFunction, SecretGrantee } from './grantees/grantee.js';
export type { GuardFinding, GuardFindingName } from './guard/finding.js';
export type { SecretsBackend } from './open-backend.js';
export { defineSecretRotation } from './rotation/define-secret-rotation.js';
export type { SecretRotationOptions } from './rotation/rotation-options.js';
export { secretsDescriptor } from './secrets-descriptor.js';
export type { ConstructSecret } from './targets/cdk-secret.js';
export type { GrantTarget } from './targets/grant-target.js';
export { allSecrets, type SecretPattern, secretsMatching } from './targets/secrets-matching.js';
