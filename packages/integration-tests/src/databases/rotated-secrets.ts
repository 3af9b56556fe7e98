import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
import type { DatabaseLogin } from './real-databases.js';

/** The declaration that the rotation function and the workers share. */
export const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: {
    database: jsonSecret<DatabaseLogin>(),
    databaseAdmin: jsonSecret(['username', 'password']),
  },
});

export const USERS = ['app_a', 'app_b'] as const;
