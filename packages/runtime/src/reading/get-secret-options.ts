import type { WaitOptions } from './deadline.js';

/** The deadline of a read is that of `context` or `signal`, at most 30 s; without either it is the client's `timeout`. */
export interface GetSecretOptions extends WaitOptions {
  /**
   * Asks the store whatever is cached, or joins a call to it that is in flight.
   * @default false
   */
  readonly fresh?: boolean | undefined;
  /**
   * How old a cached value may be, in seconds. 0 is the same as `fresh`.
   * @default the client's `ttl`
   */
  readonly ttl?: number | undefined;
  /**
   * AWS Secrets Manager alone: the version with this staging label, such as AWSPREVIOUS.
   * @default 'AWSCURRENT'
   */
  readonly stage?: string | undefined;
  /**
   * The version with this id, or with this number in Parameter Store. Not together with `stage`.
   * @default the current version
   */
  readonly version?: string | undefined;
}
