import { getSecret } from '@aws-blocks/hosting';

export const handler = async () => {
  // Its types come from a code generator, run over an application's secret('STRIPE') calls.
  const stripe = (await getSecret('STRIPE')) as unknown as Record<string, string>;
  return stripe.webhookSecret;
};
