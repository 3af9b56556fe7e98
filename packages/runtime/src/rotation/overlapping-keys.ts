import { ownProperties } from '../contract/own-properties.js';
import { checkOptions } from '../reading/check-options.js';
import { readersInterval } from './check-age.js';
import { checkOption, isFunction, isSeconds } from './check-strategy.js';
import { sameValue } from './rotated-values.js';
import type { PendingRotationStep, RotationStep, RotationStrategy } from './strategy.js';

export interface OverlappingKeysOptions<Output, Input> {
  /**
   * Creates a key at the provider. Give it `token` as its idempotency key or as its name, so that a retry finds the key that an earlier
   * attempt has created. With a provider that has neither, a crash right after the creation leaves a key that nobody uses.
   */
  readonly create: (step: RotationStep<Output>) => Promise<Input> | Input;
  /** Revokes the key of `previous`. May be called again: a key that is gone already is no error. */
  readonly revoke: (step: RotationStep<Output> & { readonly previous: Output }) => Promise<void> | void;
  /**
   * Rejects unless the key of `pending` works.
   *
   * @default no test
   */
  readonly test?: ((step: PendingRotationStep<Output>) => Promise<void> | void) | undefined;
  /**
   * What tells one key from another, such as its id at the provider. A previous value that has the current key is not revoked.
   *
   * @default the whole value
   */
  readonly key?: ((value: Output) => unknown) | undefined;
  /**
   * The longest `ttl` of any reader, in seconds. With the hour for which a value is served while the store is out of reach, it is how far
   * apart rotations must be.
   *
   * @default 300
   */
  readonly ttl?: number | undefined;
}

/**
 * A strategy for a provider that accepts two keys at a time. Each rotation creates a key; the older one works until the next rotation,
 * which revokes it before it creates another. So at most two keys exist, and no reader has a key in its cache that was revoked.
 *
 * @throws {ClientOptionInvalidError} When an option is missing, unknown or not valid.
 *
 * @example
 * ```ts
 * export const handler = rotationHandler(
 *   secrets.mail,
 *   overlappingKeys({
 *     create: ({ token, signal }) => createMailKey({ name: token, signal }),
 *     revoke: ({ previous, signal }) => deleteMailKey(previous.keyId, { signal }),
 *     key: ({ keyId }) => keyId,
 *   }),
 * );
 * ```
 */
export function overlappingKeys<Output, Input>(
  options: OverlappingKeysOptions<Output, Input>,
): RotationStrategy<Output, Input> {
  const own = ownProperties(options);
  checkOptions(own, ['create', 'revoke', 'test', 'key', 'ttl'], 'overlappingKeys');
  const { create, revoke, test = () => {}, key = (value: Output): unknown => value, ttl } = own;
  for (const [name, value] of Object.entries({ create, revoke, test, key })) {
    checkOption(name, 'overlappingKeys', isFunction(value), 'a function');
  }
  checkOption('ttl', 'overlappingKeys', isSeconds(ttl ?? 0), 'a number of seconds, 0 or more');
  return {
    create,
    set: () => {},
    test,
    revoke: async (step) => {
      const { previous, current } = step;
      if (previous === undefined || sameValue(key(previous), key(current))) return;
      await revoke({ ...step, previous });
    },
    minimumInterval: readersInterval(ttl),
  };
}
