import { readFileSync } from 'node:fs';
import { cache } from '@gomomento/generated-types';
import { ChannelCredentials, Metadata, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ENDPOINT, type Momento, startMomento } from './momento.js';
import { keyOf } from './tokens.js';

let momento: Momento;
let other: Momento;
beforeAll(async () => {
  momento = await startMomento(['products']);
  other = await startMomento(['products']);
});
afterAll(() => {
  momento.close();
  other.close();
});

/** The result of a Get with what a token holds, or the status that it is refused with. */
async function get(token: string | undefined, cacheName = 'products', authority = momento): Promise<string> {
  vi.stubEnv('grpc_proxy', momento.environment.grpc_proxy);
  const certificates = readFileSync(authority.environment.NODE_EXTRA_CA_CERTS);
  const client = new cache.cache_client.ScsClient(`cache.${ENDPOINT}`, ChannelCredentials.createSsl(certificates));
  const metadata = new Metadata();
  metadata.set('cache', cacheName);
  if (token !== undefined) metadata.set('authorization', token);
  const request = new cache.cache_client._GetRequest({ cache_key: Buffer.from('kettle') });
  try {
    return await new Promise((resolve) => {
      client.Get(request, metadata, { deadline: Date.now() + 5_000 }, (error, response) =>
        resolve(error ? (status[error.code] ?? '') : (cache.cache_client.ECacheResult[response?.result ?? 0] ?? '')),
      );
    });
  } finally {
    client.close();
  }
}

describe('the counterpart of Momento', () => {
  it('accepts a token that it has issued', async () => {
    expect(await get(keyOf(momento.tokens.issue()))).toBe('Miss');
  });

  it('refuses a request without a token', async () => {
    expect(await get(undefined)).toBe('UNAUTHENTICATED');
  });

  it('refuses a token that another has signed', async () => {
    expect(await get(keyOf(other.tokens.issue()))).toBe('UNAUTHENTICATED');
  });

  it('refuses a token whose claims were changed', async () => {
    const [header, , signature] = keyOf(momento.tokens.issue(-1)).split('.');
    const claims = Buffer.from(JSON.stringify({ id: 'x', exp: 9_999_999_999 })).toString('base64url');
    expect(await get(`${header}.${claims}.${signature}`)).toBe('UNAUTHENTICATED');
  });

  it('refuses a token that is no token', async () => {
    expect(await get('nonsense')).toBe('UNAUTHENTICATED');
  });

  it('refuses a token that has expired', async () => {
    expect(await get(keyOf(momento.tokens.issue(-1)))).toBe('UNAUTHENTICATED');
  });

  it('refuses a token that is revoked', async () => {
    const token = momento.tokens.issue();
    momento.tokens.revoke(token);
    expect(await get(keyOf(token))).toBe('UNAUTHENTICATED');
  });

  it('has no other caches than those that exist', async () => {
    expect(await get(keyOf(momento.tokens.issue()), 'orders')).toBe('NOT_FOUND');
  });

  it('is not trusted by a client that trusts another authority', async () => {
    expect(await get(keyOf(momento.tokens.issue()), 'products', other)).toBe('UNAVAILABLE');
  });
});
