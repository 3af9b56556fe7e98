import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { LRUCache } from 'lru-cache';
import { fetchValue } from './fetch-value.js';
import { at, HANDLER_SECRET, type OpenReader } from './reader.js';

/** `allowStaleOnFetchRejection` is the option it offers for outages. */
export const open: OpenReader = ({ names, form, ttlSeconds }) => {
  const client = new SecretsManagerClient();
  const cache = new LRUCache<string, object | string>({
    max: 2_000,
    ttl: ttlSeconds * 1_000,
    allowStaleOnFetchRejection: true,
    fetchMethod: (name) => fetchValue(client, name, form),
  });
  return (index) => cache.fetch(at(names, index));
};

export const createHandler = () => {
  const client = new SecretsManagerClient();
  const cache = new LRUCache<string, Record<string, string>>({
    max: 100,
    ttl: 300_000,
    fetchMethod: (name) => fetchValue(client, name, 'json'),
  });
  return async () => (await cache.fetch(HANDLER_SECRET))?.webhookSecret;
};
