import { defaultClient } from '../client/default-client.js';
import { redactSecretsWith } from './redact-with.js';

/**
 * Scrubs the values that `getSecret` and its siblings hold in their cache now from a text, such as the last form of a line of a log:
 * whole texts, every text in JSON, bytes as base64; each of them also as it stands in JSON, in a URL and in base64. Where a value
 * stood, there is `[redacted by amplify-secrets]`. A net below the others, about a microsecond for a kilobyte; keep values out of logs.
 *
 * It cannot find: values of fewer than 8 characters; numbers and the names of fields; what is not in the cache, not yet or no more
 * (`ttl` does not matter, eviction does), and what was written or another client holds; a part of a value, as of a key that is logged
 * line by line; what a schema or your code made of a value; hex, compression and other encodings.
 *
 * ```ts
 * const logger = pino({ hooks: { streamWrite: redactSecrets } });
 * ```
 */
export function redactSecrets(text: string): string {
  return redactSecretsWith(defaultClient(), text);
}
