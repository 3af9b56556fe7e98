import type { Fixture } from '../fixture.js';

// https://github.com/jayarerita/amplify-tanstack-directory-template: process.env.STRIPE_SECRET_KEY of the build, and so its value in the
// template.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker', { STRIPE_SECRET_KEY: ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_') });
  },
  finds: ['CredentialInEnvironment'],
};
