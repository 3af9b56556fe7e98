import { Metadata, type ServerUnaryCall, type ServiceError, type sendUnaryData, status } from '@grpc/grpc-js';

/** The error that a caller gets in place of an answer; undefined where its token and the cache are accepted. */
export type Refuse = (call: { readonly metadata: Metadata }, cacheName: string) => Partial<ServiceError> | undefined;

export function refuseBy(
  refusalOf: (key: string | undefined) => string | undefined,
  caches: readonly string[],
): Refuse {
  return ({ metadata }, cacheName) => {
    const refusal = refusalOf(metadata.get('authorization')[0]?.toString());
    if (refusal !== undefined) return { code: status.UNAUTHENTICATED, details: `The request ${refusal}.` };
    if (caches.includes(cacheName)) return undefined;
    const cause = new Metadata();
    cause.set('err', 'cache_not_found');
    return { code: status.NOT_FOUND, details: `No cache has the name ${cacheName}.`, metadata: cause };
  };
}

/** A method with one request and one response. */
export function unary<Request, Response>(
  refuse: Refuse,
  cacheNameOf: (call: ServerUnaryCall<Request, Response>) => string,
  answer: (call: ServerUnaryCall<Request, Response>, cacheName: string) => Response,
) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    const cacheName = cacheNameOf(call);
    const refusal = refuse(call, cacheName);
    if (refusal === undefined) callback(null, answer(call, cacheName));
    else callback(refusal);
  };
}
