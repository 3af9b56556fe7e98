import type { Fixture } from '../fixture.js';

// Examples of the documentation, and words that stand for a value.
export const lookAlike: Fixture = {
  write({ lambda }) {
    lambda('worker', {
      AWS_EXAMPLE: 'AKIAIOSFODNN7EXAMPLE',
      DB_PASSWORD: 'changeme',
      SESSION_SECRET: '',
      FEATURE_TOKEN: 'enabled',
      TOKEN: '3600',
    });
  },
  finds: [],
};
