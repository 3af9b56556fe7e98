import type { Policy, Reader, ReaderParts } from './policy.js';
import { sdkCalls } from './sdk-calls.js';

type ReadOne = (name: string) => Promise<string>;

function each(readOne: ReadOne): Reader {
  return { read: (names) => Promise.all(names.map(readOne)) };
}

/** One call for each read. */
const plainSdk = (parts: ReaderParts) => each(sdkCalls(parts));

/** A map of values with an expiry: Powertools' parameters and the pattern written by hand. Concurrent misses each call. */
const ttlMap = (ttl: number) => (parts: ReaderParts) => {
  const call = sdkCalls(parts);
  const { now } = parts.clock;
  const held = new Map<string, { value: string; expires: number }>();
  return each(async (name) => {
    const known = held.get(name);
    if (known !== undefined && now() < known.expires) return known.value;
    const value = await call(name);
    held.set(name, { value, expires: now() + ttl });
    return value;
  });
};

/** middy's cache: promises of all secrets under one expiry; one that failed is asked for again alone. */
const middy = (expiry: number) => (parts: ReaderParts) => {
  const call = sdkCalls(parts);
  const { now } = parts.clock;
  const held = new Map<string, Promise<string>>();
  let expires = Number.NEGATIVE_INFINITY;
  const fetch: ReadOne = (name) => {
    const value = call(name);
    held.set(name, value);
    value.catch(() => held.delete(name));
    return value;
  };
  return {
    read: (names: readonly string[]) => {
      if (now() >= expires) {
        held.clear();
        expires = now() + expiry;
      }
      return Promise.all(names.map((name) => held.get(name) ?? fetch(name)));
    },
  };
};

/** lru-cache's `fetch`: one call in flight per key; a failed refresh rejects. */
const lruFetch = (ttl: number) => (parts: ReaderParts) => {
  const call = sdkCalls(parts);
  const { now } = parts.clock;
  const held = new Map<string, { value: string; expires: number }>();
  const inFlight = new Map<string, Promise<string>>();
  return each((name) => {
    const known = held.get(name);
    if (known !== undefined && now() < known.expires) return Promise.resolve(known.value);
    const flight =
      inFlight.get(name) ??
      call(name)
        .then((value) => {
          held.set(name, { value, expires: now() + ttl });
          return value;
        })
        .finally(() => inFlight.delete(name));
    inFlight.set(name, flight);
    return flight;
  });
};

/**
 * AWS's own caching libraries (Python, Java, Go): DescribeSecret after half to all of the refresh interval, GetSecretValue for a
 * version not seen yet; after a failure the old value, for ever, with retries 1, 2, 4 … 3,600 ms apart.
 * https://github.com/aws/aws-secretsmanager-caching-python/blob/master/src/aws_secretsmanager_caching/cache/items.py
 */
const awsCachingLibrary = (interval: number) => (parts: ReaderParts) => {
  const call = sdkCalls(parts);
  const { now } = parts.clock;
  const held = new Map<string, { value: string | undefined; next: number; failures: number }>();
  return each(async (name) => {
    const entry = held.get(name) ?? { value: undefined, next: 0, failures: 0 };
    held.set(name, entry);
    if (now() < entry.next && entry.value !== undefined) return entry.value;
    try {
      const described = await call(name);
      entry.next = now() + interval * (0.5 + 0.5 * parts.random());
      entry.failures = 0;
      if (described !== entry.value) entry.value = await call(name);
    } catch (error) {
      entry.next = now() + Math.min(3_600, 2 ** entry.failures++);
      if (entry.value === undefined) throw error;
    }
    return entry.value;
  });
};

const FIVE_MINUTES = 300_000;

export const PEER_POLICIES: readonly Policy[] = [
  { id: 'sdk', title: 'plain SDK', open: plainSdk },
  { id: 'powertools-5', title: 'Powertools, 5 s (its default)', open: ttlMap(5_000) },
  { id: 'ttl-300', title: 'Powertools, 300 s; map by hand', open: ttlMap(FIVE_MINUTES) },
  {
    id: 'forever',
    title: 'middy, @aws-blocks/hosting: for ever',
    open: middy(Number.POSITIVE_INFINITY),
  },
  { id: 'middy-300', title: 'middy, cacheExpiry 300 s', open: middy(FIVE_MINUTES) },
  { id: 'lru-300', title: 'lru-cache fetch, 300 s', open: lruFetch(FIVE_MINUTES) },
  { id: 'aws-caching', title: 'AWS caching libraries, 300 s', open: awsCachingLibrary(FIVE_MINUTES) },
];
