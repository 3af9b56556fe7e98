/** A finding of the guard that is meant to be as it is. */
export interface Acceptance {
  /** The finding's name. */
  readonly finding: string;
  /**
   * Where: the construct path of the finding, whole ids of it that follow one another (`function/stripe-webhook-lambda`), or the key or
   * name of the secret, the ARN or the variable that it is about.
   */
  readonly at: string;
  /** Why it is meant to be so. Stands in the report. */
  readonly reason: string;
  /**
   * The deployments in which it is looked for, as in a grant's `branches`. Elsewhere it accepts nothing, and is not called stale.
   * @default every deployment
   */
  readonly branches?: string | readonly string[];
}

/** What the calls of `configureGuard` say together. */
export interface GuardSettings {
  readonly strict: boolean;
  readonly acceptances: readonly Acceptance[];
}
