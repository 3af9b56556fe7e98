import { defaultClient } from '../client/default-client.js';
import type { PutValueOf, ValueOf } from '../client/secrets-client.js';
import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import type { SecretReference } from '../contract/secret-set.js';
import type { WaitOptions } from '../reading/deadline.js';
import { INTERNALS } from '../reading/reader.js';
import { checkStrategy } from './check-strategy.js';
import { rotatedSecret } from './rotated-secret.js';
import { checkEvent, type RotationEvent } from './rotation-event.js';
import { runStep } from './run-step.js';
import type { RotationStrategy } from './strategy.js';

/** The handler of a rotation function, as AWS Lambda calls it. */
export type RotationHandler = (event: RotationEvent, context?: WaitOptions['context']) => Promise<void>;

/**
 * Makes the handler of a function that rotates one secret, for `defineSecretRotation` of `@amplify-secrets/backend`. Secrets Manager
 * invokes it for each of four steps, again after a failure; the handler resumes in each, wherever it was interrupted.
 *
 * It uses the client of `getSecret`, with what `configureSecrets` was given. The handler rejects with these errors, and as `getSecret`
 * and `putSecret` do. None contains a value.
 *
 * @throws {ClientOptionInvalidError} When a function of the strategy is missing, or something in it is unknown or not valid.
 * @throws {RotationEventInvalidError} When the event is not one of Secrets Manager, or is about another secret.
 * @throws {RotationStateInvalidError} When the secret is not rotated, or the version of the event neither is nor becomes its current one.
 * @throws {RotationTooSoonError} When readers may still use the value before the current one.
 * @throws {RotationFailedError} When the strategy fails, or takes longer than the function may.
 *
 * @example
 * ```ts
 * export const handler = rotationHandler(secrets.sessionKeys, generatedSecret());
 * ```
 */
export function rotationHandler<Target extends SecretReference>(
  reference: Target,
  strategy: RotationStrategy<ValueOf<NoInfer<Target>>, PutValueOf<NoInfer<Target>>>,
): RotationHandler {
  const checked = checkStrategy(strategy);
  return async (given, context) => {
    const parts = defaultClient()[INTERNALS];
    const stores = ownProperties(parts.stores);
    if ('write' in stores) throw inTests();
    const location = parts.locate(reference);
    const event = checkEvent(given, location);
    const secret = rotatedSecret(stores.transport, parts, location, event, context);
    await runStep({ secret, strategy: checked, location, event, context, now: parts.now });
    parts.forget(location);
  };
}

function inTests(): SecretsError {
  return new SecretsError(
    'RotationEventInvalidError',
    'A rotation needs the versions of AWS Secrets Manager, and useSecrets of this test has values alone.',
    'Call the functions of the strategy, or run the handler with startLocalAws of @amplify-secrets/local.',
  );
}
