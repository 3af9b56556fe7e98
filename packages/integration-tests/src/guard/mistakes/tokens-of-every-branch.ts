import { grantSecretReadWrite } from '@amplify-secrets/backend';
import { type Fixture, secrets } from '../fixture.js';

// https://github.com/FlowFuse/flowfuse/issues/8270 tells the race: two refreshes with one token, and one of them loses.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretReadWrite(lambda('refresh'), secrets.upworkTokens);
  },
  finds: ['WrittenByManyBranches'],
};
