import type { Fixture } from '../fixture.js';

// https://firebase.google.com/docs/projects/api-keys: a web app's key says which project it is, and is no secret.
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('site', { NEXT_PUBLIC_FIREBASE_API_KEY: ['AIza', 'SyA-1234567890abcdefghijklmnopqrstu'].join('') });
  },
  finds: [],
};
