import type { ClientParts } from '../reading/client-parts.js';
import { inUse } from '../reading/override.js';
import { makeReader, type Reader } from '../reading/reader.js';
import { updateSecretWith } from '../updating/update-secret.js';
import { secretClientWith } from '../use/secret-client.js';
import { withSecretWith } from '../use/with-secret.js';
import { getSecretsWith } from './get-secrets.js';
import { prefetchWith } from './prefetch.js';
import { putSecretWith } from './put-secret.js';
import type { SecretsClient } from './secrets-client.js';

/** A client with all its functions, over any stores. While `useSecrets` is on, they use its values. */
export function makeClient(parts: ClientParts): SecretsClient & Reader {
  const reader = makeReader(parts);
  const client = {
    ...reader,
    getSecret: (target: unknown, options?: object) => inUse(reader).getSecret(target, options),
    getSecrets: (targets: unknown, options?: object) => getSecretsWith(inUse(reader), targets, options),
    invalidateSecret: (target: unknown) => inUse(reader).invalidateSecret(target),
    prefetchSecrets: (...targets: readonly unknown[]) => prefetchWith(inUse(reader), targets),
    putSecret: (target: unknown, value: unknown, options?: object) =>
      putSecretWith(inUse(reader), target, value, options),
    updateSecret: (target: unknown, change: unknown, options?: object) =>
      updateSecretWith(inUse(reader), target, change, options),
    withSecret: (target: unknown, use: (value: never) => unknown, options?: object) =>
      withSecretWith(inUse(reader), target, use, options),
    secretClient: (target: unknown, make: (value: never) => unknown, options?: object) =>
      secretClientWith(() => inUse(reader), target, make, options),
  };
  // The type of a value is in its definition, which `decode` enforces.
  return client as unknown as SecretsClient & Reader;
}
