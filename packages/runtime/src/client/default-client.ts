import { overridingReader } from '../reading/override.js';
import { makeReader, type Reader } from '../reading/reader.js';
import { updateSecretWith } from '../updating/update-secret.js';
import { secretClientWith } from '../use/secret-client.js';
import { withSecretWith } from '../use/with-secret.js';
import { checkConfig, type SecretsClientConfig } from './client-config.js';
import { getSecretsWith } from './get-secrets.js';
import { defaultParts, partsOf } from './parts.js';
import { prefetchWith } from './prefetch.js';
import { putSecretWith } from './put-secret.js';
import type { SecretsClient } from './secrets-client.js';

let current: Reader | undefined;

/**
 * Configures `getSecret` and the other functions of this module, and empties their cache. Replaces an earlier configuration as a whole.
 *
 * @throws {ClientOptionInvalidError} When an option is unknown or not valid.
 *
 * @example
 * ```ts
 * configureSecrets({ ttl: 60, timeout: 5000 });
 * ```
 */
export function configureSecrets(config: SecretsClientConfig): void {
  checkConfig(config);
  current = makeReader(partsOf(config));
}

/** The client of `getSecret` and the other functions. Made at the first use, since the environment may be incomplete at import. */
export function defaultClient(): Reader {
  const override = overridingReader();
  if (override) return override;
  current ??= makeReader(defaultParts());
  return current;
}

/**
 * Reads a secret: typed by its declaration, cached, and read in one call for all callers. JSON is frozen and shows as redacted in logs.
 * For its options and errors see `SecretsClient`.
 *
 * @example
 * ```ts
 * const { webhookSecret } = await getSecret(secrets.stripe);
 * ```
 */
export const getSecret: SecretsClient['getSecret'] = (target, options) =>
  // The type of a value is in its definition, which `decode` enforces.
  defaultClient().getSecret(target, options) as Promise<never>;

/**
 * Reads several secrets, by key or in order, in one call to their store. For its options and errors see `SecretsClient`.
 *
 * @example
 * ```ts
 * const { stripe, slack } = await getSecrets({ stripe: secrets.stripe, slack: secrets.slackSigningSecret });
 * ```
 */
export const getSecrets: SecretsClient['getSecrets'] = (targets, options) =>
  getSecretsWith(defaultClient(), targets, options) as Promise<never>;

/**
 * Starts to read secrets that `getSecret` will need, for the module scope of a handler. Never throws: errors are those of `getSecret`.
 *
 * @example
 * ```ts
 * prefetchSecrets(secrets.stripe, secrets.slackSigningSecret);
 * ```
 */
export const prefetchSecrets: SecretsClient['prefetchSecrets'] = (...targets) => prefetchWith(defaultClient(), targets);

/**
 * Forgets a secret, so that the next read asks its store. The outcome of a read in flight is not cached.
 *
 * @throws {SecretTargetInvalidError} When the target is not a secret, a name or an ARN.
 *
 * @example
 * ```ts
 * invalidateSecret(secrets.stripe);
 * ```
 */
export const invalidateSecret: SecretsClient['invalidateSecret'] = (target) => defaultClient().invalidateSecret(target);

/**
 * Writes the value of a secret. A value that could not be read back is refused. For its options and errors see `SecretsClient`.
 *
 * @example
 * ```ts
 * await putSecret(secrets.tokens, { ...reveal(tokens), accessToken });
 * ```
 */
export const putSecret: SecretsClient['putSecret'] = (target, value, options) =>
  putSecretWith(defaultClient(), target, value, options);

/**
 * Changes the value of a secret without losing what others write to it, as for tokens that a provider renews. For its options and
 * errors see `SecretsClient`.
 *
 * @example
 * ```ts
 * const tokens = await updateSecret(secrets.tokens, ({ refreshToken }, { signal }) => refresh(refreshToken, signal), {
 *   when: ({ expiresAt }) => expiresAt < Date.now() + 60_000,
 *   context,
 * });
 * ```
 */
export const updateSecret: SecretsClient['updateSecret'] = (target, change, options) =>
  updateSecretWith(defaultClient(), target, change, options) as Promise<never>;

/**
 * Uses a secret, and once more with a newer or pending version where it is refused: use that survives a rotation. `use` must be
 * repeatable. For its options and errors see `SecretsClient`.
 *
 * @example
 * ```ts
 * const rows = await withSecret(secrets.database, (database) => query(database, 'select 1'));
 * ```
 */
export const withSecret: SecretsClient['withSecret'] = (target, use, options) =>
  withSecretWith(defaultClient(), target, use, options);

/**
 * Returns a function that returns a client made of a secret: one until the secret's version changes, and then a new one, with the old one
 * closed once nobody uses it. For its options and errors see `SecretsClient`.
 *
 * @throws {ClientOptionInvalidError} When there is an unknown option.
 *
 * @example
 * ```ts
 * const database = secretClient(secrets.database, (value) => new pg.Pool(value), { close: (pool) => pool.end() });
 * const { rows } = await database.use((pool) => pool.query('select 1'));
 * ```
 */
export const secretClient: SecretsClient['secretClient'] = (target, make, options) =>
  secretClientWith(defaultClient, target, make, options);
