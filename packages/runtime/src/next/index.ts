export { createNextSecrets, type NextSecretsConfig } from './create-next-secrets.js';
