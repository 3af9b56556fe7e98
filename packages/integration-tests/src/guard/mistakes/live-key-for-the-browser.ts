import type { Fixture } from '../fixture.js';

// The secret key under the name of the publishable one, as Stripe's own prefix tells.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('checkout', { NEXT_PUBLIC_STRIPE_KEY: ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_') });
  },
  finds: ['CredentialInEnvironment'],
};
