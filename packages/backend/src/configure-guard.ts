import { BackendError } from './backend-error.js';
import { ANYTHING, checkOptions, LIST, oneOf } from './check-options.js';
import { FINDING_NAMES, type GuardFindingName } from './guard/finding.js';
import { openGuard, type SecretsBackend, stackOf } from './open-backend.js';
import { patternsOf } from './targets/branches.js';

/** A finding of the guard that is meant to be as it is. */
export interface GuardAcceptance {
  /** The finding's name, as in docs/guard.md. An acceptance that nothing needs cannot itself be accepted. */
  readonly finding: Exclude<GuardFindingName, 'AcceptanceStale'>;
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

export interface GuardOptions {
  /**
   * `'error'`: every finding that is not accepted stops the synthesis. `'warn'`: only what this kit's own declarations get wrong does,
   * and the rest is a warning.
   * @default 'warn'
   */
  readonly guard?: 'error' | 'warn' | undefined;
  /** Findings that are meant to be as they are, each with its reason. @default none */
  readonly accept?: readonly GuardAcceptance[];
}

const EXAMPLE = "{ finding: 'SecretUnread', at: 'stripe', reason: 'Read by another app.' }";

/**
 * Tells the guard how strict to be and which findings are meant so. The guard is on from the first grant, or from this call. May be
 * called before and after the grants, and more than once: acceptances add up, and one `guard: 'error'` is enough.
 *
 * Throws GuardOptionInvalidError, EnvironmentUnreachableError for `branches` that nothing matches, or BackendInvalidError. The findings
 * are in docs/guard.md.
 *
 * ```ts
 * configureGuard(backend, {
 *   guard: 'error',
 *   accept: [{ finding: 'WrittenByManyBranches', at: 'upworkTokens', reason: 'Test logins; the last refresh counts.' }],
 * });
 * ```
 */
export function configureGuard(backend: SecretsBackend, options: GuardOptions): void {
  checkGuardOptions(options);
  const { guard, accept = [] } = options;
  const state = openGuard(stackOf(backend, 'configureGuard'));
  state.addGuardSettings({ strict: guard === 'error', acceptances: accept.map((each) => ({ ...each })) });
}

function checkGuardOptions(options: unknown): void {
  const { accept = [] } = checkOptions(options, {
    owner: 'configureGuard',
    types: { guard: oneOf('error', 'warn'), accept: LIST },
    example: `configureGuard(backend, { accept: [${EXAMPLE}] })`,
    error: 'GuardOptionInvalidError',
  });
  if (Array.isArray(accept)) for (const each of accept) checkAcceptance(each);
}

function checkAcceptance(acceptance: unknown): void {
  const { finding, at, reason, branches } = checkOptions(acceptance, {
    owner: 'configureGuard({ accept })',
    types: { finding: ANYTHING, at: ANYTHING, reason: ANYTHING, branches: ANYTHING },
    example: `accept: [${EXAMPLE}]`,
    error: 'GuardOptionInvalidError',
  });
  if (!FINDING_NAMES.some((name) => name === finding && name !== 'AcceptanceStale')) {
    throw invalid(
      `configureGuard cannot accept ${typeof finding === 'string' ? `"${finding}"` : 'a finding without a name'}: there is no such finding`,
      `Write one of: ${FINDING_NAMES.filter((name) => name !== 'AcceptanceStale').join(', ')}.`,
    );
  }
  if (!isWritten(at)) {
    throw invalid(
      `The acceptance of ${finding} does not say where`,
      `Write what the finding names: at: 'function/my-function-lambda', or the key of the secret.`,
    );
  }
  if (!isWritten(reason)) {
    throw invalid(
      `The acceptance of ${finding} at "${at}" has no reason`,
      "Write why it is meant so: reason: '…'. It stands in the report.",
    );
  }
  if (branches !== undefined) patternsOf(branches as GuardAcceptance['branches'], 'configureGuard');
}

function isWritten(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function invalid(problem: string, resolution: string): BackendError {
  return new BackendError('GuardOptionInvalidError', `${problem}.`, resolution);
}
