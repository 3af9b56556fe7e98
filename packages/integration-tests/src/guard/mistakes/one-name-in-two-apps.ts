import { grantSecretReadWrite } from '@amplify-secrets/backend';
import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: {
    prod: { branches: 'main', appId: 'd1a2b3' },
    staging: { branches: 'staging', appId: 'd4e5f6' },
  },
  secrets: { tokens: jsonSecret({ name: 'shop-oauth-tokens' }) },
});

// Two Amplify apps in one account, which only a warning can tell from two accounts.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretReadWrite(lambda('refresh'), shop.tokens);
  },
  finds: ['SharedSecretWritten'],
};
