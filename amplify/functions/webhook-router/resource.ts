import { defineFunction } from '@aws-amplify/backend';

export const webhookRouter = defineFunction({ name: 'webhook-router', runtime: 22 });
