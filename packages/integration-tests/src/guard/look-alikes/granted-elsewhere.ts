import { grantSecretRead } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', dev: '*' },
  secrets: { maps: textSecret() },
});

// What another branch's deployment reads is not unread, and a preview's own text is no production's.
export const lookAlike: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('shop'), shop.maps, { branches: 'develop' });
    grantSecretRead(lambda('preview'), 'preview-tokens', { branches: 'pr-*' });
    grantSecretRead(lambda('legacy'), 'legacy-mail', { branches: ['main', 'sandbox'] });
  },
  finds: [],
};
