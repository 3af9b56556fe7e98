import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', dev: '*' },
  secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']), slack: textSecret() },
});
