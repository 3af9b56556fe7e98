/**
 * What an `onEvent` hook is called with. Contains no value.
 * - `hit`: a read was served from the cache.
 * - `miss`: a secret that was not cached was read from the store.
 * - `refresh`: a cached secret was read from the store again.
 * - `stale`: a cached value past its time to live was served, during a refresh or while the store is out of reach.
 * - `batch`: several secrets were read in one call.
 * - `fallback`: a call for several secrets was refused or throttled, and each is read alone.
 * - `error`: the read of a secret from the store failed.
 * - `mismatch`: a secret is about to be read from the store whose declaration differs from the one that was deployed.
 * - `update`: `updateSecret` wrote a version.
 * - `conflict`: `updateSecret` rejects, since another writer changed the same.
 * - `lost`: `updateSecret` could not store what `change` returned.
 */
export interface SecretEvent {
  readonly type:
    | 'hit'
    | 'miss'
    | 'refresh'
    | 'stale'
    | 'batch'
    | 'fallback'
    | 'error'
    | 'mismatch'
    | 'update'
    | 'conflict'
    | 'lost';
  /** The secret's name or ARN, or the name of its parameter. `batch`, `fallback`: the AWS operation. */
  readonly name: string;
  /** `batch`, `fallback`: how many secrets. */
  readonly size?: number | undefined;
  /** `miss`, `refresh`, `batch`, `error`: how long the store took, in milliseconds. */
  readonly durationMs?: number | undefined;
  /** `hit`, `miss`, `refresh`, `stale`, `update`: the version. */
  readonly version?: string | undefined;
  /** `hit`, `stale`: milliseconds since the read that returned the value began. */
  readonly ageMs?: number | undefined;
  /** `error`, `lost`: the name of the error. `stale`: that of the error of the store. `fallback`: the error code of AWS. */
  readonly error?: string | undefined;
}

/** Called at each event, during a read. Its errors and rejections are ignored. */
export type OnSecretEvent = (event: SecretEvent) => void;
