import { defineSecrets, getSecret, jsonSecret } from '@amplify-secrets/runtime';
import * as v from 'valibot';

const secrets = defineSecrets({
  app: 'bench',
  environments: { live: '*' },
  secrets: { stripe: jsonSecret(v.object({ id: v.string(), apiKey: v.string(), webhookSecret: v.string() })) },
});

export const handler = async () => {
  const { webhookSecret } = await getSecret(secrets.stripe);
  return webhookSecret;
};
