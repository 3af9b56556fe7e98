import type { GetSecretOptions } from '../client/secrets-client.js';
import { SecretsError } from '../contract/errors.js';
import type { Location } from '../stores/location.js';

/** The location of the version that a read asks for. Throws ClientOptionInvalidError. */
export function revised(location: Location, { stage, version, ttl = 0 }: GetSecretOptions): Location {
  const { expression, key, store } = location;
  const isParameter = store === 'amplify';
  // A label of Parameter Store is no version: it may move.
  const wrong = !(ttl >= 0)
    ? 'ttl'
    : stage !== undefined && (version !== undefined || isParameter)
      ? 'stage'
      : isParameter && /\D/.test(version ?? '')
        ? 'version'
        : undefined;
  if (wrong !== undefined) {
    throw new SecretsError(
      'ClientOptionInvalidError',
      `This read of ${expression} cannot have the option "${wrong}".`,
      `Give ${isParameter ? "version: '3' (Parameter Store has no stages" : 'stage or version (not both'}), and a ttl in seconds.`,
    );
  }
  // Neither store nor name holds a space, so no other secret has such a key.
  if (stage !== undefined) return { ...location, key: `${key} stage ${stage}`, revision: { stage } };
  return version === undefined ? location : { ...location, key: `${key} version ${version}`, revision: { version } };
}
