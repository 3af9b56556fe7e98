import { type CacheClient, CacheGetResponse } from '@gomomento/sdk';

/** What a handler of the document does with its client: errors of the SDK are returned, and printed. */
export async function answer(client: CacheClient, id: string): Promise<'ok' | 'failed'> {
  const found = await client.get('products', id);
  if (found.type !== CacheGetResponse.Error) return 'ok';
  console.log('Error: ', found.message());
  return 'failed';
}
