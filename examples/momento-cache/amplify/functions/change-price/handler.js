// Plain JavaScript: changes a price in the cache, and tells whoever has subscribed to the topic.
import { isAuthFailure, secretClient } from '@amplify-secrets/runtime';
import { AuthenticationError, CacheClient, Configurations, TopicClient, TopicConfigurations } from '@gomomento/sdk';
import { secrets } from '../../secrets/resource.ts';
import { credentialsOf } from '../credentials.ts';

const CACHE_NAME = 'products';
const TOPIC_NAME = 'prices';

/** Both clients are of one token, and are replaced together. */
const momento = secretClient(
  secrets.momentoToken,
  (token) => {
    const credentialProvider = credentialsOf(token);
    return {
      cache: new CacheClient({
        configuration: Configurations.Lambda.latest().withThrowOnErrors(true),
        credentialProvider,
        defaultTtlSeconds: 600,
      }),
      topics: new TopicClient({
        configuration: TopicConfigurations.Lambda.latest().withThrowOnErrors(true),
        credentialProvider,
      }),
    };
  },
  {
    close: ({ cache, topics }) => {
      cache.close();
      topics.close();
    },
    isAuthFailure: (error) => error instanceof AuthenticationError || isAuthFailure(error),
  },
);

export const handler = async ({ id, name, price }) =>
  momento.use(async ({ cache, topics }) => {
    await cache.set(CACHE_NAME, id, JSON.stringify({ id, name, price }));
    await topics.publish(CACHE_NAME, TOPIC_NAME, `${id}: ${price}`);
    return { id, price };
  });
