import { cache } from '../amplify/functions/cache.js';

/** This example's way. */
export const handler = async ({ id }: { readonly id: string }) => {
  await cache.use((client) => client.get('products', id));
  return 'ok';
};
