import { defineFunction } from '@aws-amplify/backend';

export const getProduct = defineFunction({ name: 'get-product', runtime: 22, timeoutSeconds: 15 });
