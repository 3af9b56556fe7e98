import type { Fixture } from '../fixture.js';

// GitHub Apps on functions: https://github.com/probot/probot documents PRIVATE_KEY as a variable.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker', { PRIVATE_KEY: ['-----BEGIN RSA', 'PRIVATE KEY-----\\nMIIEow…'].join(' ') });
  },
  finds: ['CredentialInEnvironment'],
};
