import { ownProperties } from '../contract/own-properties.js';
import { checkOptions } from '../reading/check-options.js';
import type { Reader } from '../reading/reader.js';
import { tryVersions, type WithSecretOptions } from './try-versions.js';

const OPTIONS = ['isAuthFailure', 'context', 'signal', 'fresh', 'ttl'];

/** Uses a secret, and once more with a newer version where it is refused. */
export async function withSecretWith<Result>(
  reader: Reader,
  target: unknown,
  use: (value: never) => Promise<Result> | Result,
  given: WithSecretOptions = {},
): Promise<Result> {
  const options = ownProperties(given);
  checkOptions(options, OPTIONS, 'withSecret');
  // The type of a value is in its definition, which `decode` enforces.
  return tryVersions(reader, target, async ({ value }): Promise<Result> => use(value as never), options);
}
