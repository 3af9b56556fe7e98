import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import { checkOptions } from '../reading/check-options.js';
import { readersInterval } from './check-age.js';
import { checkOption, isFunction, isSeconds } from './check-strategy.js';
import { LEAST_SCHEDULE_SECONDS, WINDOW_SECONDS } from './limits.js';
import type { PendingRotationStep, RotationStep, RotationStrategy } from './strategy.js';

export interface RefreshedTokenOptions<Output, Input> {
  /** Gets a new token. What it returns has the time at which the token expires. */
  readonly create: (step: RotationStep<Output>) => Promise<Input> | Input;
  /** When the token of a value expires: a date, or milliseconds since 1970. */
  readonly expiresAt: (value: Input) => Date | number;
  /**
   * Rejects unless the token of `pending` works.
   *
   * @default no test
   */
  readonly test?: ((step: PendingRotationStep<Output>) => Promise<void> | void) | undefined;
  /**
   * How often the schedule renews the token, in seconds. Secrets Manager's shortest schedule is four hours.
   *
   * @default 14400
   */
  readonly every?: number | undefined;
  /**
   * The longest `ttl` of any reader, in seconds.
   *
   * @default 300
   */
  readonly ttl?: number | undefined;
  /**
   * Milliseconds since 1970.
   *
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
}

/**
 * A strategy for tokens that expire after hours, renewed on a schedule. A token is stored only if it lasts until the next one is in
 * every cache: the interval of the schedule, its window of an hour, the `ttl` of readers and the hour for which a value is served while
 * the store is out of reach. The older token is left to expire.
 *
 * @throws {ClientOptionInvalidError} When an option is missing, unknown or not valid.
 *
 * @example
 * ```ts
 * export const handler = rotationHandler(
 *   secrets.bedrock,
 *   refreshedToken({
 *     create: async () => ({ key: await provideToken(), expiresAt: Date.now() + 12 * 3_600_000 }),
 *     expiresAt: ({ expiresAt }) => expiresAt,
 *   }),
 * );
 * ```
 */
export function refreshedToken<Output, Input>(
  options: RefreshedTokenOptions<Output, Input>,
): RotationStrategy<Output, Input> {
  const own = ownProperties(options);
  checkOptions(own, ['create', 'expiresAt', 'test', 'every', 'ttl', 'now'], 'refreshedToken');
  const { create, expiresAt, test = () => {}, every = LEAST_SCHEDULE_SECONDS, ttl, now = Date.now } = own;
  for (const [name, value] of Object.entries({ create, expiresAt, test, now })) {
    checkOption(name, 'refreshedToken', isFunction(value), 'a function');
  }
  const isSchedule = isSeconds(every) && every >= LEAST_SCHEDULE_SECONDS;
  checkOption('every', 'refreshedToken', isSchedule, `a number of seconds, ${LEAST_SCHEDULE_SECONDS} or more`);
  checkOption('ttl', 'refreshedToken', isSeconds(ttl ?? 0), 'a number of seconds, 0 or more');
  const least = every + WINDOW_SECONDS + readersInterval(ttl);
  return {
    create: async (step) => {
      const value = await create(step);
      const lasts = Math.floor((Number(expiresAt(value)) - now()) / 1000);
      if (lasts >= least) return value;
      throw new SecretsError(
        'RotationFailedError',
        `The new token must last for ${least} s, until the one after it is in every cache, and lasts for ${lasts} s.`,
        'Ask for a token that lasts longer. A token of an hour is renewed where it is used: by updateSecret with its option "when".',
      );
    },
    set: () => {},
    test,
  };
}
