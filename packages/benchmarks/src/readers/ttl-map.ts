import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fetchValue } from './fetch-value.js';
import { at, type OpenReader } from './reader.js';

/** The cache that applications write by hand: a Map, a time of expiry, JSON parsed when fetched. */
export const openTtlMap: OpenReader = ({ names, form, ttlSeconds }) => {
  const client = new SecretsManagerClient();
  const cache = new Map<string, { readonly value: object | string; readonly expiresAt: number }>();

  async function getSecret(name: string) {
    const cached = cache.get(name);
    if (cached !== undefined && Date.now() < cached.expiresAt) return cached.value;
    const value = await fetchValue(client, name, form);
    cache.set(name, { value, expiresAt: Date.now() + ttlSeconds * 1_000 });
    return value;
  }

  return (index) => getSecret(at(names, index));
};
