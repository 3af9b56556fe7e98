import type { Fixture } from '../fixture.js';

// Named like what Amplify sets, so that it looks at home.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker', { AMPLIFY_GITHUB_TOKEN: ['ghp', 'a1B2c3D4e5F6'.repeat(3)].join('_') });
  },
  finds: ['CredentialInEnvironment'],
};
