import { CacheClient, Configurations, CredentialProvider } from '@gomomento/sdk';
import { answer } from './answer.js';
import { readToken } from './read-token.js';

/** The document's Node.js example, as a handler: the token is read and a client is made in each invocation. */
export const handler = async ({ id }: { readonly id: string }) => {
  const client = new CacheClient({
    configuration: Configurations.Laptop.v1(),
    credentialProvider: CredentialProvider.fromString({ authToken: await readToken() }),
    defaultTtlSeconds: 600,
  });
  return answer(client, id);
};
