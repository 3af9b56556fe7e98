export { type SecretInputs, type SecretsStandIn, useSecrets } from './use-secrets.js';
