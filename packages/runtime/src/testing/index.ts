export { type SecretInputs, type SecretsOverride, useSecrets } from './use-secrets.js';
