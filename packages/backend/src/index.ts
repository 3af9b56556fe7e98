export type { GrantOptions } from './grant.js';
export { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from './grant.js';
export type { AmplifyFunction, SecretGrantee } from './grantee.js';
export { allSecrets, type SecretPattern, secretsMatching } from './secrets-matching.js';
export type { SecretTarget } from './target.js';
