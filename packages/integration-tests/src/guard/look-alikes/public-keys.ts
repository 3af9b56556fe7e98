import type { Fixture } from '../fixture.js';

// Keys that are meant to be seen.
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('worker', {
      STRIPE_PUBLISHABLE_KEY: ['pk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_'),
      SUPABASE_ANON_KEY: ['eyJhbGciOiJIUzI1NiJ9', 'eyJyb2xlIjoiYW5vbiJ9', 'c2lnbmF0dXJlLW9mLWFub24'].join('.'),
      JWT_PUBLIC_KEY: '-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkq…',
    });
  },
  finds: [],
};
