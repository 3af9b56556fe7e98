import { defineFunction } from '@aws-amplify/backend';

export const changePrice = defineFunction({
  name: 'change-price',
  entry: './handler.js',
  runtime: 22,
  timeoutSeconds: 15,
});
