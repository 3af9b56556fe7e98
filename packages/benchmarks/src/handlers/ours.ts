import { defineSecrets, getSecret, jsonSecret } from '@amplify-secrets/runtime';

const secrets = defineSecrets({
  app: 'bench',
  environments: { live: '*' },
  secrets: { stripe: jsonSecret(['id', 'apiKey', 'webhookSecret']) },
});

export const handler = async () => {
  const { webhookSecret } = await getSecret(secrets.stripe);
  return webhookSecret;
};
