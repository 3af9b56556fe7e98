import { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from '@amplify-secrets/backend';
import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', dev: '*' },
  secrets: { tokens: jsonSecret() },
});

// One branch writes, whatever else reads.
export const lookAlike: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('worker'), shop.tokens);
    grantSecretReadWrite(lambda('refresh'), shop.tokens, { branches: 'main' });
    grantSecretWrite(lambda('import'), 'legacy-tokens', { branches: 'main' });
  },
  finds: [],
};
