import type { SecretsClientConfig } from './client-config.js';
import { createSecretsClient } from './create-client.js';
import type { SecretsClient } from './secrets-client.js';

let standIn: SecretsClient | undefined;
let current: SecretsClient | undefined;

/**
 * Replaces the configuration behind `getSecret` and its siblings, and empties their cache. Nothing is kept of an earlier
 * configuration. Throws ClientOptionInvalidError.
 *
 * ```ts
 * configureSecrets({ ttl: 60, timeout: 5000 });
 * ```
 */
export function configureSecrets(config: SecretsClientConfig): void {
  current = createSecretsClient(config);
}

/** For tests: `getSecret` and its siblings use this client, until undefined is given. */
export function replaceDefaultClient(client: SecretsClient | undefined): void {
  standIn = client;
}

export function isDefaultClient(client: SecretsClient): boolean {
  return standIn === client;
}

// Made on first use: at import the environment may not be complete.
function client(): SecretsClient {
  if (standIn !== undefined) return standIn;
  current ??= createSecretsClient();
  return current;
}

/** {@inheritDoc SecretsClient.getSecret} */
export const getSecret: SecretsClient['getSecret'] = async (target, options) => client().getSecret(target, options);

/** {@inheritDoc SecretsClient.getSecrets} */
export const getSecrets: SecretsClient['getSecrets'] = async (targets, options) =>
  client().getSecrets(targets, options);

/** {@inheritDoc SecretsClient.prefetchSecrets} */
export const prefetchSecrets: SecretsClient['prefetchSecrets'] = (...targets) => client().prefetchSecrets(...targets);

/** {@inheritDoc SecretsClient.invalidateSecret} */
export const invalidateSecret: SecretsClient['invalidateSecret'] = (target) => client().invalidateSecret(target);

/** {@inheritDoc SecretsClient.putSecret} */
export const putSecret: SecretsClient['putSecret'] = async (target, value, options) =>
  client().putSecret(target, value, options);
