import { CacheClient, Configurations, CredentialProvider } from '@gomomento/sdk';
import { answer } from './answer.js';

const client = new CacheClient({
  configuration: Configurations.Laptop.v1(),
  credentialProvider: CredentialProvider.fromString({ authToken: process.env.MOMENTO_TOKEN ?? '' }),
  defaultTtlSeconds: 600,
});

/** The answer to the document's question: the token in a variable. */
export const handler = async ({ id }: { readonly id: string }) => answer(client, id);
