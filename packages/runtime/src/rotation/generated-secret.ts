import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import { checkOptions } from '../reading/check-options.js';
import { reveal } from '../values/protect.js';
import { readersInterval } from './check-age.js';
import { checkOption, isFunction, isSeconds } from './check-strategy.js';
import { sameValue } from './rotated-values.js';
import type { RotationStrategy } from './strategy.js';

/** Three keys of one kind: sign with `current`, and verify with each. */
export interface GeneratedKeys {
  /** Signed what is not expired yet. */
  readonly previous: string;
  /** Signs. */
  readonly current: string;
  /** Signs after the next rotation. Every reader has it by then, so that it verifies what others sign already. */
  readonly next: string;
}

export interface GeneratedSecretOptions {
  /**
   * Makes a new key.
   *
   * @default 32 random bytes in base64url
   */
  readonly generate?: (() => string | Promise<string>) | undefined;
  /**
   * The longest `ttl` of any reader, in seconds. With the hour for which a value is served while the store is out of reach, it is how far
   * apart rotations must be.
   *
   * @default 300
   */
  readonly ttl?: number | undefined;
}

/**
 * A strategy for keys that only your own code uses, such as those that sign sessions. The value has the keys `previous`, `current` and
 * `next`, and may have other fields, which stay as they are. A rotation makes `next` the current key, which every reader has in its
 * cache already, and `current` the previous one, so that what was signed still verifies until the next rotation.
 *
 * Where the value has no `next` yet, the first rotation only adds one.
 *
 * @throws {ClientOptionInvalidError} When an option is unknown or not valid.
 *
 * @example
 * ```ts
 * // sessionKeys: jsonSecret(['previous', 'current', 'next'])
 * export const handler = rotationHandler(secrets.sessionKeys, generatedSecret());
 * ```
 */
export function generatedSecret(options: GeneratedSecretOptions = {}): RotationStrategy<GeneratedKeys, GeneratedKeys> {
  const own = ownProperties(options);
  checkOptions(own, ['generate', 'ttl'], 'generatedSecret');
  const { generate = randomKey, ttl } = own;
  checkOption('generate', 'generatedSecret', isFunction(generate), 'a function');
  checkOption('ttl', 'generatedSecret', isSeconds(ttl ?? 0), 'a number of seconds, 0 or more');
  return {
    create: async ({ current: value }) => {
      const { current, next, ...rest } = reveal(value);
      const previous = { previous: current };
      return { ...rest, ...previous, current: next || current, next: await generate() };
    },
    set: () => {},
    test: ({ current, pending }) => {
      // RotateImmediately: false has the current value tested.
      if (pending.current === (current.next || current.current) || sameValue(pending, current)) return;
      throw new SecretsError(
        'RotationStateInvalidError',
        'The keys were changed since this rotation began, so that its key is not the one that readers have as "next".',
        'Remove AWSPENDING from its version, and begin again. docs/errors.md has the commands.',
      );
    },
    minimumInterval: readersInterval(ttl),
  };
}

function randomKey(): string {
  return process.getBuiltinModule('node:crypto').randomBytes(32).toString('base64url');
}
