import { copyDescriptor, DESCRIPTOR_VARIABLE, type Descriptor, decodeDescriptor } from '../contract/descriptor.js';
import { ownProperties } from '../contract/own-properties.js';
import type { OnSecretEvent, SecretEvent } from '../events/events.js';
import type { ClientParts } from '../reading/client-parts.js';
import { TIMEOUT_MS } from '../reading/limits.js';
import { locator } from '../stores/locate-target.js';
import { storesBehind } from '../stores/stores.js';
import { environmentTransport, httpsTransport } from '../transport/https-transport.js';
import type { Transport } from '../transport/transport.js';
import type { SecretsClientConfig } from './client-config.js';

/** The parts of a client without a configuration, which is all that most handlers bundle. */
export function defaultParts(): ClientParts {
  const { now } = Date;
  const { random } = Math;
  return partsBehind(environmentTransport({ region: undefined, env: process.env, now, random }), now, random);
}

/** The parts of a client, by a configuration that `checkConfig` has checked. */
export function partsOf(config: SecretsClientConfig): ClientParts {
  const own = ownProperties(config);
  const { ttl, timeout = TIMEOUT_MS, now = Date.now, random = Math.random, onEvent } = own;
  const descriptor = own.descriptor && copyDescriptor(own.descriptor);
  const transport = own.transport ?? httpsTransport(ownProperties({ ...own, env: process.env, now, random }));
  // Async, so that neither an error nor a rejection of the hook reaches a read.
  const emit =
    onEvent &&
    (async (event: SecretEvent) => {
      try {
        await onEvent(event);
      } catch {}
    });
  const parts = partsBehind(transport, now, random, emit);
  return { ...parts, ttl, timeout, locate: descriptor ? locator(() => descriptor) : parts.locate };
}

function partsBehind(
  transport: Transport,
  now: () => number,
  random: () => number,
  emit?: OnSecretEvent | undefined,
): ClientParts {
  let descriptor: Descriptor | undefined;
  const descriptorOf = () => {
    descriptor ??= decodeDescriptor(process.env[DESCRIPTOR_VARIABLE]);
    return descriptor;
  };
  const stores = storesBehind(transport, now, emit);
  return { locate: locator(descriptorOf), stores, timeout: TIMEOUT_MS, now, random, emit };
}
