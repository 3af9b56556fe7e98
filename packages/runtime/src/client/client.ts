import type { ClientParts } from '../reading/client-parts.js';
import { makeReader, type Reader } from '../reading/reader.js';
import { getSecretsWith } from './get-secrets.js';
import { prefetchWith } from './prefetch.js';
import { putSecretWith } from './put-secret.js';
import type { SecretsClient } from './secrets-client.js';

/** A client with all its functions, over any stores. */
export function makeClient(parts: ClientParts): SecretsClient & Reader {
  const reader = makeReader(parts);
  const client = {
    ...reader,
    getSecrets: (targets: unknown, options?: object) => getSecretsWith(reader, targets, options),
    prefetchSecrets: (...targets: readonly unknown[]) => prefetchWith(reader, targets),
    putSecret: (target: unknown, value: unknown, options?: object) => putSecretWith(reader, target, value, options),
  };
  // The type of a value is in its definition, which `decode` enforces.
  return client as unknown as SecretsClient & Reader;
}
