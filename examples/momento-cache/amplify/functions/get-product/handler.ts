import { CacheGetResponse } from '@gomomento/sdk';
import { CACHE_NAME, cache } from '../cache.js';
import { type Product, readProduct } from '../catalog.js';

/** Reads a product through the cache. */
export const handler = async ({ id }: { readonly id: string }): Promise<Product & { readonly from: string }> =>
  cache.use(async (client) => {
    const found = await client.get(CACHE_NAME, id);
    if (found.type === CacheGetResponse.Hit) return { ...JSON.parse(found.valueString()), from: 'cache' };
    const product = readProduct(id);
    await client.set(CACHE_NAME, id, JSON.stringify(product));
    return { ...product, from: 'catalog' };
  });
