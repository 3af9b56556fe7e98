import { SecretsError } from '../contract/errors.js';
import { inUse } from '../reading/override.js';
import { INTERNALS, type Reader } from '../reading/reader.js';
import { redactSecretsWith } from '../redact/redact-with.js';
import { defaultClient } from './default-client.js';
import type { SecretsClient } from './secrets-client.js';

/**
 * Scrubs from a string, such as a finished line of a log, the values that `getSecret` and `getSecrets` have in their cache now. Where
 * a value stood, there is `[redacted by amplify-secrets]`. A net below the others: keep values out of logs.
 *
 * Looked for are the whole value, every string in its JSON, and bytes as base64. A value is found
 * - however its characters are escaped: by a backslash, as `\uXXXX` or `\xXX`, percent-encoded or as in a form; each character or
 *   some, up to eight times over (JSON in JSON, JSON in a URL), and as util.inspect shows several lines;
 * - in base64 and base64url, also within the base64 of something longer, as in `Authorization: Basic …`;
 * - whatever line breaks are in it, as in base64 of 76 columns.
 *
 * Not found are
 * - values of fewer than 8 characters, not counting line breaks, and counting an escape in a value as the one character that it means;
 * - numbers, booleans and the names of fields in JSON;
 * - what is not in the cache: not yet read, evicted (later than `ttl`), written, or read by another client;
 * - a part of a value, a value that is spread over several calls, and what a schema or your code made of a value;
 * - other encodings: hex, HTML entities, base64 of an escaped value or of base64, compression; another case or Unicode form;
 *   bytes in any form but base64.
 *
 * The time grows linearly with the length of the string, whatever is in it: about a microsecond a kilobyte; more where many
 * characters are escaped, or where hundreds of secrets are cached. A value is prepared once, when the first string comes after it
 * was read.
 *
 * @example
 * ```ts
 * const logger = pino({ hooks: { streamWrite: redactSecrets } });
 * ```
 */
export function redactSecrets(text: string): string {
  return redactSecretsWith(defaultClient(), text);
}

/**
 * `redactSecrets` for the cache of one client.
 *
 * @throws {ClientOptionInvalidError} When it is not a client.
 *
 * @example
 * ```ts
 * const redact = redactSecretsOf(createSecretsClient({ region: 'eu-west-1' }));
 * ```
 */
export function redactSecretsOf(client: SecretsClient): (text: string) => string {
  if (!isReader(client)) {
    throw new SecretsError(
      'ClientOptionInvalidError',
      'The argument of redactSecretsOf must be a client.',
      'Write, for example: redactSecretsOf(createSecretsClient()).',
    );
  }
  return (text) => redactSecretsWith(inUse(client), text);
}

function isReader(client: object): client is Reader {
  return INTERNALS in client;
}
