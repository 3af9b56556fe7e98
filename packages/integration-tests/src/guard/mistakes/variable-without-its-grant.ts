import { amplifySecret } from '@amplify-secrets/backend';
import { type Fixture, secrets } from '../fixture.js';

// https://github.com/aws-amplify/amplify-backend/issues/2075 tells how silently a variable stays without its value.
export const mistake: Fixture = {
  write({ lambda }) {
    const { branchSecretPath: path, sharedSecretPath: sharedPath } = amplifySecret(
      secrets.databasePassword,
    ).resolvePath({
      type: 'branch',
      namespace: 'd1a2b3',
      name: 'main',
    });
    lambda('worker', { AMPLIFY_SSM_ENV_CONFIG: JSON.stringify({ DB_PASSWORD: { path, sharedPath } }) });
  },
  finds: ['EnvironmentSecretNotGranted'],
};
