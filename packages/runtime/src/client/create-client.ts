import { DESCRIPTOR_VARIABLE, decodeDescriptor } from '../contract/descriptor.js';
import { ownProperties } from '../contract/own-properties.js';
import type { SecretEvent } from '../events/events.js';
import type { ClientParts } from '../reading/client-parts.js';
import { TIMEOUT_MS } from '../reading/limits.js';
import { locator } from '../stores/locate-target.js';
import { storesBehind } from '../stores/stores.js';
import { httpsTransport } from '../transport/https-transport.js';
import { makeClient } from './client.js';
import { checkConfig, type SecretsClientConfig } from './client-config.js';
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

/** The parts of a client, by a configuration that `checkConfig` has checked. */
export function partsOf(config: SecretsClientConfig): ClientParts {
  const own = ownProperties(config);
  const { ttl, timeout = TIMEOUT_MS, now = Date.now, random = Math.random, onEvent } = own;
  const transport = own.transport ?? httpsTransport(ownProperties({ ...own, env: process.env, now, random }));
  let { descriptor } = own;
  const descriptorOf = () => {
    descriptor ??= decodeDescriptor(process.env[DESCRIPTOR_VARIABLE]);
    return descriptor;
  };
  const emit =
    onEvent &&
    // Async, so that neither an error nor a rejection of the hook reaches a read.
    (async (event: SecretEvent) => {
      try {
        await onEvent(event);
      } catch {}
    });
  const stores = storesBehind(transport, now, emit);
  return { locate: locator(descriptorOf), stores, ttl, timeout, now, random, emit };
}
