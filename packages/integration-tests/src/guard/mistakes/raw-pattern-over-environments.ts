import { grantSecretRead } from '@amplify-secrets/backend';
import type { Fixture } from '../fixture.js';

// A raw pattern where a pattern of the set is meant: secretsMatching(secrets, '*') stays in its environment.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('worker'), 'myapp/*', { branches: 'main' });
  },
  finds: ['SecretOfAnotherEnvironment'],
};
