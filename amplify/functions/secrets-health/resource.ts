import { defineFunction } from '@aws-amplify/backend';

export const secretsHealth = defineFunction({ name: 'secrets-health', runtime: 22 });
