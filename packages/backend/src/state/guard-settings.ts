/** One of the `accept` of `configureGuard`. */
export interface Acceptance {
  readonly finding: string;
  readonly at: string;
  readonly reason: string;
  readonly branches?: string | readonly string[];
}

/** All calls of `configureGuard` together. */
export interface GuardSettings {
  readonly strict: boolean;
  readonly acceptances: readonly Acceptance[];
}
