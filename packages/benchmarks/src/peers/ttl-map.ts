import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fetchValue } from './fetch-value.js';
import { at, HANDLER_SECRET, type OpenReader, type SecretForm } from './reader.js';

/** The cache that applications write by hand: a Map, an expiry time, JSON parsed when fetched. */
function ttlMap(form: SecretForm, ttlSeconds: number) {
  const client = new SecretsManagerClient();
  const cache = new Map<string, { readonly value: ReturnType<typeof fetchValue>; readonly expiresAt: number }>();
  return async (name: string) => {
    const cached = cache.get(name);
    if (cached !== undefined && Date.now() < cached.expiresAt) return cached.value;
    const value = await fetchValue(client, name, form);
    cache.set(name, { value, expiresAt: Date.now() + ttlSeconds * 1_000 });
    return value;
  };
}

export const open: OpenReader = ({ names, form, ttlSeconds }) => {
  const getSecret = ttlMap(form, ttlSeconds);
  return (index) => getSecret(at(names, index));
};

export const createHandler = () => {
  const getSecret = ttlMap('json', 300);
  return async () => (await getSecret(HANDLER_SECRET)).webhookSecret;
};
