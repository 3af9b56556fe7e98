/** What `configureGuard` accepts, as its user wrote it. */
export interface Acceptance {
  readonly finding: string;
  readonly at: string;
  readonly reason: string;
  readonly branches?: string | readonly string[];
}

/** What the calls of `configureGuard` say together. */
export interface GuardSettings {
  readonly strict: boolean;
  readonly acceptances: readonly Acceptance[];
}
