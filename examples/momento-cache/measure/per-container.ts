import { CacheClient, Configurations, CredentialProvider } from '@gomomento/sdk';
import { answer } from './answer.js';
import { readToken } from './read-token.js';

let client: CacheClient | undefined;

/** The document's TypeScript example with its advice to use a client again: it is made once. */
export const handler = async ({ id }: { readonly id: string }) => {
  client ??= new CacheClient({
    configuration: Configurations.Laptop.v1(),
    credentialProvider: CredentialProvider.fromString({ authToken: await readToken() }),
    defaultTtlSeconds: 600,
  });
  return answer(client, id);
};
