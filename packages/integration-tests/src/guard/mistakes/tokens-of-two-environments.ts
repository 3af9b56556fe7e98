import { grantSecretReadWrite } from '@amplify-secrets/backend';
import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', staging: 'staging' },
  secrets: { tokens: jsonSecret({ name: 'shop-oauth-tokens' }) },
});

// https://github.com/tieubao/til/pull/633: a refresh token that rotates is for one holder.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretReadWrite(lambda('refresh'), shop.tokens);
  },
  finds: ['SharedSecretWritten'],
};
