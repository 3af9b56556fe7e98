import { defineFunction, secret } from '@aws-amplify/backend';

export const sendPush = defineFunction({
  name: 'send-push',
  environment: { SERVICE_ACCOUNT: secret('SERVICE_ACCOUNT') },
});
