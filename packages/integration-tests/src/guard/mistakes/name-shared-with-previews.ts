import { grantSecretRead } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { Fixture } from '../fixture.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', preview: 'pr-*' },
  secrets: { maps: textSecret({ name: { prod: 'maps-key', preview: 'maps-key' } }) },
});

// https://github.com/anomalyco/sst/issues/6322: the value of another stage for `pr-` stages, here by its name.
export const mistake: Fixture = {
  write({ lambda }) {
    grantSecretRead(lambda('shop'), shop.maps);
  },
  finds: ['ProductionSecretInPreview'],
};
