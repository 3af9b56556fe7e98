import middy from '@middy/core';
import secretsManager, { secret } from '@middy/secrets-manager';
import type { Context } from 'aws-lambda';
import { at, HANDLER_SECRET, type OpenReader } from './reader.js';

/** A handler whose middleware has read the secret, JSON or text, and put it into the context. */
const withSecret = <Value>(name: string, ttlSeconds: number) =>
  middy().use(
    secretsManager({
      fetchData: { secret: secret<Value>(name) },
      cacheKey: name,
      cacheExpiry: ttlSeconds * 1_000,
      setToContext: true,
    }),
  );

/** A read is an invocation. */
export const open: OpenReader = ({ names, ttlSeconds }) => {
  const handlers = names.map((name) =>
    withSecret(name, ttlSeconds).handler(
      async (_event: unknown, context: { readonly secret?: unknown }) => context.secret,
    ),
  );
  // The middleware uses nothing else of Lambda's context, and adds the secret to it.
  const context = () => ({ getRemainingTimeInMillis: () => 60_000 }) as Context & { secret: unknown };
  return (index) => at(handlers, index)({}, context());
};

export const createHandler = () =>
  withSecret<Record<string, string>>(HANDLER_SECRET, 300).handler(
    async (_event: unknown, context: { readonly secret?: Record<string, string> }) => context.secret?.webhookSecret,
  );
