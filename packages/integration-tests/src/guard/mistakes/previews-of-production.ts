import { grantSecretRead } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: ['main', 'pr-*'], dev: '*' },
  secrets: { maps: textSecret() },
});

// https://github.com/aws-amplify/amplify-cli/issues/13087: previews with production's values, the wish that the maintainers refuse.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('shop'), shop.maps);
  },
  finds: ['ProductionSecretInPreview'],
};
