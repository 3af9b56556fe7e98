import type { Stack } from 'aws-cdk-lib';
import type { GuardFindingName } from '../guard/finding.js';

/** A finding that is meant to be as it is. */
export interface GuardAcceptance {
  /** The finding's name, as in docs/guard.md. An acceptance that nothing needs cannot itself be accepted. */
  readonly finding: Exclude<GuardFindingName, 'AcceptanceStale'>;
  /**
   * Where: the construct path of the finding, whole ids of it that follow one another (`function/stripe-webhook-lambda`), or the key or
   * name of the secret, the ARN or the variable that it is about.
   */
  readonly at: string;
  /** Why it is meant so. Stands in the report. */
  readonly reason: string;
  /**
   * The deployments in which it is looked for, as in a grant's `branches`: where a finding is of some deployments only, elsewhere the
   * acceptance is not called stale.
   * @default every deployment
   */
  readonly branches?: string | readonly string[];
}

/** What `configureGuard` was told so far. */
export interface GuardSettings {
  readonly strict: boolean;
  readonly acceptances: readonly GuardAcceptance[];
}

// On the root stack and apart from the grants, so that it may be told before the first of them.
const SETTINGS = Symbol.for('@amplify-secrets/backend/guard/1');
const NONE: GuardSettings = { strict: false, acceptances: [] };

/** Whether the guard looks at the backend of this root stack by itself. */
export function isGuarded(root: Stack & { [SETTINGS]?: GuardSettings }): boolean {
  return root[SETTINGS] !== undefined;
}

export function guardSettings(root: Stack & { [SETTINGS]?: GuardSettings }): GuardSettings {
  return root[SETTINGS] ?? NONE;
}

export function addGuardSettings(root: Stack & { [SETTINGS]?: GuardSettings }, added: GuardSettings = NONE): void {
  const before = guardSettings(root);
  const value: GuardSettings = {
    strict: before.strict || added.strict,
    acceptances: [...before.acceptances, ...added.acceptances],
  };
  Object.defineProperty(root, SETTINGS, { value, configurable: true });
}
