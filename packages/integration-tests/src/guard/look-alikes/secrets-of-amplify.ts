import type { Fixture } from '../fixture.js';

// What Amplify leaves in a function's environment for secret('…').
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('worker', {
      STRIPE_SECRET_KEY: '<value will be resolved during runtime>',
      AMPLIFY_SSM_ENV_CONFIG: JSON.stringify({
        STRIPE_SECRET_KEY: { path: '/amplify/d1/main-branch-0123456789/STRIPE' },
      }),
    });
  },
  finds: [],
};
