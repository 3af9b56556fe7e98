import { defineFunction } from '@aws-amplify/backend';

export const rotateDatabase = defineFunction({ name: 'rotate-database', runtime: 22, timeoutSeconds: 60 });
