import { amplifySecret } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: ['main', 'pr-*'] },
  secrets: { googleClientSecret: textSecret() },
});

// The login of production's users for every pull request, by a resource and without any grant.
export const mistake: Fixture = {
  branch: 'pr-7',
  write({ stack }) {
    amplifySecret(shop.googleClientSecret).resolve(stack, { type: 'branch', namespace: 'd1a2b3', name: 'pr-7' });
  },
  finds: ['ProductionSecretInPreview'],
};
