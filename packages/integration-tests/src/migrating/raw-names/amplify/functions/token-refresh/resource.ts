import { defineFunction } from '@aws-amplify/backend';

export const tokenRefresh = defineFunction({ name: 'token-refresh' });
