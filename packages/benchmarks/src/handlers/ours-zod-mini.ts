import { defineSecrets, getSecret, jsonSecret } from '@amplify-secrets/runtime';
import * as z from 'zod/v4-mini';

const secrets = defineSecrets({
  app: 'bench',
  environments: { live: '*' },
  secrets: { stripe: jsonSecret(z.object({ id: z.string(), apiKey: z.string(), webhookSecret: z.string() })) },
});

export const handler = async () => {
  const { webhookSecret } = await getSecret(secrets.stripe);
  return webhookSecret;
};
