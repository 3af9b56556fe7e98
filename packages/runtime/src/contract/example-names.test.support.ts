import type { SecretDefinition, SecretNameOption } from './definition.js';
import type { Environment } from './environments.js';

export const prod: Environment = { name: 'prod', store: 'secrets-manager' };
export const preProd: Environment = { name: 'pre-prod', store: 'secrets-manager' };
export const sandbox: Environment = { name: 'sandbox', store: 'amplify' };
export const preview: Environment = { name: 'preview', store: 'amplify' };

export const text = (name?: SecretNameOption): SecretDefinition => ({
  kind: 'text',
  name,
  fields: undefined,
  schema: undefined,
});
