import { defineFunction } from '@aws-amplify/backend';

export const placeOrder = defineFunction({ name: 'place-order', runtime: 22, timeoutSeconds: 10 });
