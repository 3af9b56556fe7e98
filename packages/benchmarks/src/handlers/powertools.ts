import { getSecret } from '@aws-lambda-powertools/parameters/secrets';

export const handler = async () => {
  const stripe = await getSecret<Record<string, string>>('bench/live/stripe', { maxAge: 300, transform: 'json' });
  return stripe?.webhookSecret;
};
