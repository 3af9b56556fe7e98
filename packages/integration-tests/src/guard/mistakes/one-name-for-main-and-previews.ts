import { grantSecretRead } from '@amplify-secrets/backend';
import type { Fixture } from '../fixture.js';

// https://github.com/aws-amplify/amplify-hosting/issues/625: one set of variables for a branch and the previews into it.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('worker'), 'legacy-api', { branches: ['main', 'pr-*'] });
  },
  finds: ['ProductionSecretInPreview'],
};
