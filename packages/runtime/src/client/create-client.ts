import { DESCRIPTOR_VARIABLE, type Descriptor, decodeDescriptor } from '../contract/descriptor.js';
import { httpsTransport } from '../transport/https-transport.js';
import { makeClient } from './client.js';
import { checkConfig, type SecretsClientConfig } from './client-config.js';
import { locator } from './locate-target.js';
import type { SecretsClient } from './secrets-client.js';
import { storesBehind } from './stores.js';

const TIMEOUT_MS = 2_000;

/**
 * A client of its own, with a cache of its own, for another region, other credentials or another transport than `getSecret` and
 * its siblings use. The environment is looked at when something is first read. Throws ClientOptionInvalidError.
 *
 * ```ts
 * const ireland = createSecretsClient({ region: 'eu-west-1' });
 * const { apiKey } = await ireland.getSecret(secrets.stripe);
 * ```
 */
export function createSecretsClient(config: SecretsClientConfig = {}): SecretsClient {
  checkConfig(config);
  const { region, credentials, ttl, timeout = TIMEOUT_MS, now = Date.now, random = Math.random } = config;
  const transport = config.transport ?? httpsTransport({ region, credentials, env: process.env, now, random });
  let descriptor: Descriptor | undefined = config.descriptor;
  const descriptorOf = () => {
    descriptor ??= decodeDescriptor(process.env[DESCRIPTOR_VARIABLE]);
    return descriptor;
  };
  return makeClient({ locate: locator(descriptorOf), stores: storesBehind(transport), ttl, timeout, now, random });
}
