import type { Signal } from '../transport/signal.js';

/** What a strategy is given in each step. `Output` is what `getSecret` returns for the secret. */
export interface RotationStep<Output> {
  /**
   * The ClientRequestToken of this rotation: the same in each step and in each retry. Use it as idempotency key or as the key's name, so
   * that a retry adopts what the provider has made already.
   */
  readonly token: string;
  /** The value that was current when the rotation began: the version with AWSCURRENT. */
  readonly current: Output;
  /** The value before that: the version with AWSPREVIOUS, if there is one. */
  readonly previous: Output | undefined;
  /** Aborts shortly before the function would time out. */
  readonly signal: Signal;
}

/** A step after `create`, with the value that is about to become current: the version with AWSPENDING. */
export interface PendingRotationStep<Output> extends RotationStep<Output> {
  readonly pending: Output;
}

/**
 * How one kind of secret is rotated. Each function may be called again with the same token, after a crash at any place or a lost
 * answer, and must then end in the same state.
 *
 * `Output` is what `getSecret` returns for the secret, `Input` what `putSecret` accepts.
 */
export interface RotationStrategy<Output, Input> {
  /** Makes the new value. It is not current yet, and nothing but this rotation uses it. */
  readonly create: (step: RotationStep<Output>) => Promise<Input> | Input;
  /** Makes the service accept the pending value. */
  readonly set: (step: PendingRotationStep<Output>) => Promise<void> | void;
  /** Rejects unless the pending value works. After this it becomes current. */
  readonly test: (step: PendingRotationStep<Output>) => Promise<void> | void;
  /**
   * Revokes `previous`, which no reader can have cached any more. Called at the beginning of the next rotation, before `create`, and
   * only where there is a previous value that is declared as the current one is, and differs from it. What is revoked already is no error.
   */
  readonly revoke?: ((step: RotationStep<Output>) => Promise<void> | void) | undefined;
  /**
   * How many seconds old the current version must be before a rotation begins: until then, readers may still use the version before it.
   * A rotation that comes sooner is refused with RotationTooSoonError before anything is made or revoked. With `revoke`, the first
   * rotation of a secret need not wait: there is no version before the current one.
   *
   * @default 3900 where there is `revoke` (the default `ttl`, and the hour for which a value is served while the store is out of reach), else 0
   */
  readonly minimumInterval?: number | undefined;
}
