import { getSecrets } from '@amplify-secrets/runtime';
import { secrets } from './secrets.js';

export const handler = async (): Promise<{ statusCode: number; body: string }> => {
  const { stripe, slack } = await getSecrets({ stripe: secrets.stripe, slack: secrets.slack });
  return { statusCode: 200, body: `${stripe.apiKey.length} ${slack.length}` };
};
