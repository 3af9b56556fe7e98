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

/**
 * The value of a secret: typed by its declaration, cached, read in one call however many callers there are. JSON is frozen and shows
 * as redacted in logs. Errors and options: `SecretsClient`.
 *
 * ```ts
 * const { webhookSecret } = await getSecret(secrets.stripe);
 * ```
 */
export const getSecret: SecretsClient['getSecret'] = async (target, options) => client().getSecret(target, options);

/**
 * Several secrets, by key or in order, in one call to their store. Errors and options: `SecretsClient`.
 *
 * ```ts
 * const { stripe, slack } = await getSecrets({ stripe: secrets.stripe, slack: secrets.slackSigningSecret });
 * ```
 */
export const getSecrets: SecretsClient['getSecrets'] = async (targets, options) =>
  client().getSecrets(targets, options);

/** Starts reading, for a `getSecret` to come, as in a handler's module scope. Never throws. */
export const prefetchSecrets: SecretsClient['prefetchSecrets'] = (...targets) => client().prefetchSecrets(...targets);

/** Forgets a secret, so that the next read asks its store; a read under way is not remembered either. */
export const invalidateSecret: SecretsClient['invalidateSecret'] = (target) => client().invalidateSecret(target);

/**
 * Writes a secret's value, which the schema's input describes; refused before it is sent where it could not be read back. Errors:
 * `SecretsClient`.
 *
 * ```ts
 * await putSecret(secrets.tokens, { ...reveal(tokens), accessToken });
 * ```
 */
export const putSecret: SecretsClient['putSecret'] = async (target, value, options) =>
  client().putSecret(target, value, options);
