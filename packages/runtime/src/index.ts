export type { SecretsClientConfig } from './client/client-config.js';
export { createSecretsClient } from './client/create-client.js';
export {
  configureSecrets,
  getSecret,
  getSecrets,
  invalidateSecret,
  prefetchSecrets,
  putSecret,
  secretClient,
  updateSecret,
  withSecret,
} from './client/default-client.js';
export type {
  PutSecretOptions,
  PutValueOf,
  SecretsClient,
  SecretTarget,
  SecretTargets,
  ValueOf,
  ValuesOf,
} from './client/secrets-client.js';
export type {
  InputOf,
  OutputOf,
  SecretDefinition,
  SecretDefinitions,
  SecretNameOption,
} from './contract/definition.js';
export type { Descriptor } from './contract/descriptor.js';
export type { BranchPatterns, EnvironmentOptions, Environments } from './contract/environments.js';
export { isSecretsError, type SecretsError, type SecretsErrorName, type UnsavedValue } from './contract/errors.js';
export type { SecretReference, SecretSet, Secrets } from './contract/secret-set.js';
export type { SecretsDeclaration } from './define/declare-secrets.js';
export { defineSecrets } from './define/define-secrets.js';
export { binarySecret, jsonSecret, textSecret } from './define/secret.js';
export { secretNamed } from './define/secret-named.js';
export type { SecretOptions } from './define/secret-options.js';
export { envSecret } from './env/env-secret.js';
export type { GetSecretOptions } from './reading/get-secret-options.js';
export { SecretNotChanged } from './updating/secret-not-changed.js';
export type { ChangeContext, ChangedValue, UpdateSecretOptions } from './updating/update-options.js';
export { isAuthFailure } from './use/auth-failure.js';
export type { ClientOfSecret, SecretClientOptions } from './use/secret-client.js';
export type { WithSecretOptions } from './use/try-versions.js';
export { reveal } from './values/protect.js';
