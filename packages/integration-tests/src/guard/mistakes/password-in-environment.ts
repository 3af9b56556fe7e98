import type { Fixture } from '../fixture.js';

// https://github.com/aws-amplify/amplify-cli/issues/684: variables for functions, before there was another way.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker', { DB_PASSWORD: 'Winter2024!' });
  },
  finds: ['CredentialInEnvironment'],
};
