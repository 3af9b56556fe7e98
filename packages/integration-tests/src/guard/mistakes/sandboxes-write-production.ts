import { grantSecretWrite } from '@amplify-secrets/backend';
import type { Fixture } from '../fixture.js';

// One name for production and every developer's sandbox, and all of them write it.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretWrite(lambda('import'), 'legacy-tokens', { branches: ['main', 'sandbox'] });
  },
  finds: ['WrittenByManyBranches'],
};
