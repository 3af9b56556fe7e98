import { grantSecretReadWrite } from '@amplify-secrets/backend';
import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: { tokens: jsonSecret() },
});

// In Amplify's store every branch writes its own parameter.
export const lookAlike: Fixture = {
  write({ lambda }) {
    grantSecretReadWrite(lambda('refresh'), shop.tokens);
  },
  finds: [],
};
