import { grantSecretRead } from '@amplify-secrets/backend';
import { defineBackend } from '@aws-amplify/backend';
import { changePrice } from './functions/change-price/resource.js';
import { getProduct } from './functions/get-product/resource.js';
import { secrets } from './secrets/resource.js';

const backend = defineBackend({ getProduct, changePrice });

// Both may read this one secret, of their own environment, and nothing else.
grantSecretRead(backend.getProduct, secrets.momentoToken);
grantSecretRead(backend.changePrice, secrets.momentoToken);
