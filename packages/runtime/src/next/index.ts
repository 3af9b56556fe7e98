export type {
  PutSecretOptions,
  PutValueOf,
  SecretsClient,
  SecretTarget,
  SecretTargets,
  ValueOf,
  ValuesOf,
} from '../client/secrets-client.js';
export type { SecretReference } from '../contract/secret-set.js';
export type { GetSecretOptions } from '../reading/get-secret-options.js';
export { createNextSecrets, type NextSecretsConfig } from './create-next-secrets.js';
