import { defineFunction } from '@aws-amplify/backend';

export const stripeWebhook = defineFunction({
  name: 'stripe-webhook',
  environment: { SECRET_NAME: 'acme/prod/stripe' },
});
