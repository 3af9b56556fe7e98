import middy from '@middy/core';
import secretsManager from '@middy/secrets-manager';
import type { Context } from 'aws-lambda';
import { at, type OpenReader } from './reader.js';

/** A read of middy's is an invocation: its middleware puts the value into the context that the handler gets. It finds JSON by itself. */
export const openMiddy: OpenReader = ({ names, ttlSeconds }) => {
  const handlers = names.map((name) =>
    middy()
      .use(
        secretsManager({
          fetchData: { secret: name },
          cacheKey: name,
          cacheExpiry: ttlSeconds * 1_000,
          setToContext: true,
        }),
      )
      .handler(async (_event: unknown, context: { readonly secret?: unknown }) => context.secret),
  );
  // Of Lambda's context it uses only the time that is left, and adds the secret to it.
  const context = () => ({ getRemainingTimeInMillis: () => 60_000 }) as Context & { secret: unknown };
  return (index) => at(handlers, index)({}, context());
};
