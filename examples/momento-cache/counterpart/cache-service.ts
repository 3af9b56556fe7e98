import { cache } from '@gomomento/generated-types';
import type { ServerUnaryCall } from '@grpc/grpc-js';
import { type Refuse, unary } from './answer.js';

const { ECacheResult, _GetResponse, _SetResponse } = cache.cache_client;
type Get = [cache.cache_client._GetRequest, cache.cache_client._GetResponse];
type Set = [cache.cache_client._SetRequest, cache.cache_client._SetResponse];

interface Item {
  readonly body: Uint8Array;
  readonly until: number;
}

/** `Get` and `Set`. */
export function cacheService(refuse: Refuse) {
  const items = new Map<string, Item>();
  const itemOf = (cacheName: string, key: Uint8Array) => `${cacheName}/${Buffer.from(key).toString('base64')}`;
  return {
    Get: unary<Get[0], Get[1]>(refuse, cacheNameOf, ({ request }, cacheName) => {
      const item = items.get(itemOf(cacheName, request.cache_key));
      return item !== undefined && item.until > Date.now()
        ? new _GetResponse({ result: ECacheResult.Hit, cache_body: item.body })
        : new _GetResponse({ result: ECacheResult.Miss });
    }),
    Set: unary<Set[0], Set[1]>(refuse, cacheNameOf, ({ request }, cacheName) => {
      const until = Date.now() + request.ttl_milliseconds;
      items.set(itemOf(cacheName, request.cache_key), { body: request.cache_body, until });
      return new _SetResponse({ result: ECacheResult.Ok });
    }),
  };
}

function cacheNameOf<Request, Response>({ metadata }: ServerUnaryCall<Request, Response>): string {
  return String(metadata.get('cache')[0]);
}
