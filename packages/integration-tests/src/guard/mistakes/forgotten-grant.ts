import { grantSecretRead } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', dev: '*' },
  secrets: { maps: textSecret(), mail: textSecret() },
});

// https://github.com/aws-amplify/amplify-backend/issues/2075: a secret that nothing misses until the first request.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('shop'), shop.maps);
  },
  finds: ['SecretUnread'],
};
