import { grantSecretRead } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', staging: 'staging', dev: '*' },
  secrets: { maps: textSecret({ name: { prod: 'maps-key', staging: 'maps-key' } }) },
});

// One value under two environments, and nobody writes it.
export const lookAlike: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('shop'), shop.maps);
  },
  finds: [],
};
