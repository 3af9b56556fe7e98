/**
 * What a client tells its `onEvent` hook, without any value:
 * - `hit`: a read was served from memory.
 * - `miss`: the store was asked, with nothing in hand, and answered.
 * - `refresh`: the store was asked to renew what was in hand, and answered.
 * - `stale`: a read was served past its time to live, during a refresh or while the store is out of reach.
 * - `batch`: several secrets were asked for in one call, which was answered.
 * - `fallback`: a call for several was refused or throttled, and each secret is asked for alone.
 * - `error`: the store was asked for a secret, and that failed.
 */
export interface SecretEvent {
  readonly type: 'hit' | 'miss' | 'refresh' | 'stale' | 'batch' | 'fallback' | 'error';
  /** The secret's name or ARN, or its parameter's name; of `batch` and `fallback` the AWS operation. */
  readonly name: string;
  /** How many secrets: of `batch` and `fallback`. */
  readonly size?: number | undefined;
  /** How long the store took: of `miss`, `refresh`, `batch`, `error`. */
  readonly durationMs?: number | undefined;
  /** Which version: of `hit`, `miss`, `refresh`, `stale`. */
  readonly version?: string | undefined;
  /** Since the read that brought the value began: of `hit`, `stale`. */
  readonly ageMs?: number | undefined;
  /** The name of the error alone: of `error`; of `stale`, why the store is out of reach; of `fallback`, AWS's code. */
  readonly error?: string | undefined;
}

/** Called at each event, in the midst of a read: what it throws or rejects with is dropped. */
export type OnSecretEvent = (event: SecretEvent) => void;
