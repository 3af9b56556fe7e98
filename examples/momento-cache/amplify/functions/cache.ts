import { isAuthFailure, secretClient } from '@amplify-secrets/runtime';
import { AuthenticationError, CacheClient, Configurations } from '@gomomento/sdk';
import { secrets } from '../secrets/resource.js';
import { credentialsOf } from './credentials.js';

export const CACHE_NAME = 'products';

/** One client per container, made of the token; another one as soon as the token has changed. */
export const cache = secretClient(
  secrets.momentoToken,
  (token) =>
    new CacheClient({
      // A refused token has to be thrown: `secretClient` then looks whether there is a newer one.
      configuration: Configurations.Lambda.latest().withThrowOnErrors(true),
      credentialProvider: credentialsOf(token),
      defaultTtlSeconds: 600,
    }),
  {
    close: (client) => client.close(),
    isAuthFailure: (error) => error instanceof AuthenticationError || isAuthFailure(error),
  },
);
