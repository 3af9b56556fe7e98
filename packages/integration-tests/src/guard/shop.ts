import { grantSecretRead, grantSecretReadWrite } from '@amplify-secrets/backend';
import {
  defineSecrets,
  type Environments,
  jsonSecret,
  type SecretNameOption,
  textSecret,
} from '@amplify-secrets/runtime';
import type { Write } from './fixture.js';

/** A set of its own with these environments, whose secret `maps` the function `shop` may read. */
export function shopReadsMaps(environments: Environments, name?: SecretNameOption): Write {
  const maps = textSecret(name === undefined ? {} : { name });
  const shop = defineSecrets({ app: 'shop', environments, secrets: { maps } });
  return ({ lambda }) => grantSecretRead(lambda('shop'), shop.maps);
}

/** The same with a secret `tokens`, which the function `refresh` may read and write. */
export function shopRefreshesTokens(environments: Environments, name?: SecretNameOption): Write {
  const tokens = jsonSecret(name === undefined ? {} : { name });
  const shop = defineSecrets({ app: 'shop', environments, secrets: { tokens } });
  return ({ lambda }) => grantSecretReadWrite(lambda('refresh'), shop.tokens);
}
