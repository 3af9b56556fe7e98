import { makeClient } from './client.js';
import { checkConfig, type SecretsClientConfig } from './client-config.js';
import { partsOf } from './parts.js';
import type { SecretsClient } from './secrets-client.js';

/**
 * Creates a client with its own cache, for another region, other credentials or another transport than those of `getSecret`. It uses the
 * environment when a secret is first read.
 *
 * @throws {ClientOptionInvalidError} When an option is unknown or not valid.
 *
 * @example
 * ```ts
 * const ireland = createSecretsClient({ region: 'eu-west-1' });
 * const { apiKey } = await ireland.getSecret(secrets.stripe);
 * ```
 */
export function createSecretsClient(config: SecretsClientConfig = {}): SecretsClient {
  checkConfig(config);
  return makeClient(partsOf(config));
}
