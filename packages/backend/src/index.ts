export type { ConstructSecret } from './construct-secret.js';
export { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from './grant.js';
export type { GrantOptions } from './grant-options.js';
export type { AmplifyFunction, SecretGrantee } from './grantee.js';
export { allSecrets, type SecretPattern, secretsMatching } from './secrets-matching.js';
export type { SecretTarget } from './target.js';
