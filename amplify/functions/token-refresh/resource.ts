import { defineFunction } from '@aws-amplify/backend';

export const tokenRefresh = defineFunction({
  name: 'token-refresh',
  runtime: 22,
  schedule: 'every 30m',
  // Another container may have the turn to refresh, and is waited for.
  timeoutSeconds: 30,
});
