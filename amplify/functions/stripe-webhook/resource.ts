import { defineFunction } from '@aws-amplify/backend';

export const stripeWebhook = defineFunction({ name: 'stripe-webhook', runtime: 22 });
