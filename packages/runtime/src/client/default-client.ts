import { makeReader, type Reader } from '../reading/reader.js';
import { checkConfig, type SecretsClientConfig } from './client-config.js';
import { partsOf } from './create-client.js';
import { getSecretsWith } from './get-secrets.js';
import { prefetchWith } from './prefetch.js';
import { putSecretWith } from './put-secret.js';
import type { SecretsClient } from './secrets-client.js';

let override: Reader | undefined;
let current: Reader | undefined;

/**
 * Replaces the configuration behind `getSecret` and its siblings, and empties their cache. Nothing is kept of an earlier
 * configuration. Throws ClientOptionInvalidError.
 *
 * ```ts
 * configureSecrets({ ttl: 60, timeout: 5000 });
 * ```
 */
export function configureSecrets(config: SecretsClientConfig): void {
  checkConfig(config);
  current = makeReader(partsOf(config));
}

/** For tests: `getSecret` and its siblings use this client, until undefined is given. */
export function replaceDefaultClient(client: Reader | undefined): void {
  override = client;
}

export function isDefaultClient(client: Reader): boolean {
  return override === client;
}

/** The client behind `getSecret` and its siblings. Made on first use: at import the environment may not be complete. */
export function defaultClient(): Reader {
  if (override !== undefined) return override;
  current ??= makeReader(partsOf({}));
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
export const getSecret: SecretsClient['getSecret'] = (target, options) =>
  // What a target's value is, only its definition knows; `decode` holds values to it.
  defaultClient().getSecret(target, options) as Promise<never>;

/**
 * Several secrets, by key or in order, in one call to their store. Errors and options: `SecretsClient`.
 *
 * ```ts
 * const { stripe, slack } = await getSecrets({ stripe: secrets.stripe, slack: secrets.slackSigningSecret });
 * ```
 */
export const getSecrets: SecretsClient['getSecrets'] = (targets, options) =>
  getSecretsWith(defaultClient(), targets, options) as Promise<never>;

/** Starts reading, for a `getSecret` to come, as in a handler's module scope. Never throws. */
export const prefetchSecrets: SecretsClient['prefetchSecrets'] = (...targets) => prefetchWith(defaultClient(), targets);

/** Forgets a secret, so that the next read asks its store; a read under way is not remembered either. */
export const invalidateSecret: SecretsClient['invalidateSecret'] = (target) => defaultClient().invalidateSecret(target);

/**
 * Writes a secret's value, which the schema's input describes; refused before it is sent where it could not be read back. Errors:
 * `SecretsClient`.
 *
 * ```ts
 * await putSecret(secrets.tokens, { ...reveal(tokens), accessToken });
 * ```
 */
export const putSecret: SecretsClient['putSecret'] = (target, value, options) =>
  putSecretWith(defaultClient(), target, value, options);
