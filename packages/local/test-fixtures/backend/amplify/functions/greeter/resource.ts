import { defineFunction, secret } from '@aws-amplify/backend';

export const greeter = defineFunction({
  name: 'greeter',
  environment: { GREETING: 'hello', PAYMENT_KEY: secret('payment') },
});
