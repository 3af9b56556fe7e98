import { SecretsError } from '../contract/errors.js';
import type { Location } from '../stores/location.js';
import { checkOptions } from './check-options.js';
import type { GetSecretOptions } from './get-secret-options.js';

const OPTIONS = ['context', 'signal', 'fresh', 'ttl', 'stage', 'version'];

/**
 * The location of the version that a read asks for.
 *
 * @throws {ClientOptionInvalidError} When there is an option of another name, or `ttl`, `stage` or `version` is not valid for this secret.
 */
export function revised(location: Location, options: GetSecretOptions): Location {
  checkOptions(options, OPTIONS, 'a read');
  const { stage, version, ttl = 0 } = options;
  const { expression, key, store } = location;
  const isParameter = store === 'amplify';
  // A label of Parameter Store may move, so it is not a version.
  const wrong =
    (!(ttl >= 0) && 'ttl') ||
    (stage !== undefined && (version !== undefined || isParameter) && 'stage') ||
    (isParameter && /\D/.test(version ?? '') && 'version');
  if (wrong) {
    throw new SecretsError(
      'ClientOptionInvalidError',
      `The option "${wrong}" is not valid for a read of ${expression}.`,
      'Use a ttl in seconds, and stage or version (a number in Parameter Store).',
    );
  }
  // Neither a store nor a name contains a space, so no other secret has this key.
  if (stage === undefined && version === undefined) return location;
  return {
    ...location,
    key: `${key} ${stage === undefined ? 'version' : 'stage'} ${stage ?? version}`,
    revision: { stage, version },
  };
}
