import { grantSecretRead } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', dev: ['develop', 'pr-*'] },
  secrets: { maps: textSecret() },
});

// https://github.com/yinlinchen/amplify-preview-actions/issues/16: previews that use develop's secrets again.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('shop'), shop.maps);
  },
  finds: ['ProductionSecretInPreview'],
};
