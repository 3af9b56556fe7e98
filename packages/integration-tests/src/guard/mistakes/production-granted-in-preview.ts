import { grantSecretRead } from '@amplify-secrets/backend';
import type { Fixture } from '../fixture.js';

// https://github.com/aws-amplify/amplify-hosting/issues/3326: previews are public, also where the base branch is not.
export const mistake: Fixture = {
  branch: 'pr-7',
  write({ lambda }) {
    grantSecretRead(lambda('worker'), 'myapp/prod/stripe', { branches: 'pr-*' });
  },
  finds: ['ProductionSecretInPreview'],
};
