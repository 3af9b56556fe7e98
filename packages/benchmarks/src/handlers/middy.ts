import middy from '@middy/core';
import secretsManager, { secret } from '@middy/secrets-manager';

export const handler = middy()
  .use(
    secretsManager({
      fetchData: { stripe: secret<Record<string, string>>('bench/live/stripe') },
      cacheExpiry: 300_000,
      setToContext: true,
    }),
  )
  .handler(
    async (_event: unknown, context: { readonly stripe?: Record<string, string> }) => context.stripe?.webhookSecret,
  );
