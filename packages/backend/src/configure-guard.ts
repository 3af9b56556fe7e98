import { kindOf, stringLiteral } from '@amplify-secrets/runtime/contract';
import { BackendError } from './backend-error.js';
import { ANYTHING, checkOptions, LIST, oneOf } from './check-options.js';
import { FINDING_NAMES, type GuardFindingName } from './guard/finding.js';
import { openGuard, type SecretsBackend, stackOf } from './open-backend.js';
import { patternsOf } from './targets/branches.js';

/** A finding of the guard that is intended. */
export interface GuardAcceptance {
  /** The finding's name, as in docs/guard.md. AcceptanceStale, an acceptance that nothing needs, cannot be accepted. */
  readonly finding: Exclude<GuardFindingName, 'AcceptanceStale'>;
  /**
   * Where it is: the construct path of the finding, or consecutive whole ids of that path (`function/stripe-webhook-lambda`); or the
   * key or name of the secret, the ARN or the variable that it is about.
   */
  readonly at: string;
  /** Why it is intended. Shown in the access report. */
  readonly reason: string;
  /**
   * The deployments in which the finding is expected, as in a grant's `branches`. Elsewhere nothing is accepted, or reported as stale.
   * @default every deployment
   */
  readonly branches?: string | readonly string[];
}

export interface GuardOptions {
  /**
   * `'error'`: every finding that is not accepted stops the synthesis. `'warn'`: only mistakes in grants and declarations do, and the
   * others are warnings.
   * @default 'warn'
   */
  readonly guard?: 'error' | 'warn';
  /**
   * Findings that are intended, each with its reason.
   * @default none
   */
  readonly accept?: readonly GuardAcceptance[];
}

const EXAMPLE = "{ finding: 'SecretUnread', at: 'stripe', reason: 'Read by another app.' }";
const BRANCHES_EXAMPLE =
  "{ finding: 'SecretUnread', at: 'stripe', branches: ['main'], reason: 'Read by another app.' }";

/**
 * Sets how strict the guard is, and accepts findings. The guard is on from the first grant, or from this call. May be called before and
 * after the grants, and more than once: acceptances add up, and one `guard: 'error'` is enough. The findings are in docs/guard.md.
 *
 * @throws {GuardOptionInvalidError} When an option is unknown or not valid, or an acceptance has no place or no reason.
 * @throws {EnvironmentUnreachableError} When no deployment can match one of the `branches`.
 * @throws {BackendInvalidError} When it was not given a backend.
 * @example
 * ```ts
 * configureGuard(backend, {
 *   guard: 'error',
 *   accept: [{ finding: 'WrittenByManyBranches', at: 'upworkTokens', reason: 'Test logins; the last refresh counts.' }],
 * });
 * ```
 */
export function configureGuard(backend: SecretsBackend, options: GuardOptions): void {
  const { guard, accept = [] } = checkedGuardOptions(options);
  const state = openGuard(stackOf(backend, 'configureGuard'));
  state.addGuardSettings({ strict: guard === 'error', acceptances: accept });
}

function checkedGuardOptions(options: GuardOptions): GuardOptions {
  const own = checkOptions(options, {
    owner: 'configureGuard',
    types: { guard: oneOf('error', 'warn'), accept: LIST },
    example: `configureGuard(backend, { accept: [${EXAMPLE}] })`,
    error: 'GuardOptionInvalidError',
  });
  return own.accept === undefined ? own : { ...own, accept: own.accept.map(checkedAcceptance) };
}

function checkedAcceptance(acceptance: GuardAcceptance): GuardAcceptance {
  const own = checkOptions(acceptance, {
    owner: "configureGuard's accept",
    types: { finding: ANYTHING, at: ANYTHING, reason: ANYTHING, branches: ANYTHING },
    example: `accept: [${EXAMPLE}]`,
    error: 'GuardOptionInvalidError',
  });
  const { at, reason, branches } = own;
  const finding: string = own.finding;
  if (!FINDING_NAMES.some((name) => name === finding && name !== 'AcceptanceStale')) {
    throw invalid(
      `The option "finding" of configureGuard's accept must be the name of a finding, and got ${typeof finding === 'string' ? stringLiteral(finding) : kindOf(finding)}`,
      `Write one of: ${FINDING_NAMES.filter((name) => name !== 'AcceptanceStale').join(', ')}.`,
    );
  }
  if (!isNonEmptyString(at)) {
    throw invalid(
      `The acceptance of ${finding} has no place: the option "at" must be a string, and not empty`,
      `Write the place that the finding names: at: 'function/my-function-lambda', or the key of the secret.`,
    );
  }
  if (!isNonEmptyString(reason)) {
    throw invalid(
      `The acceptance of ${finding} at "${at}" has no reason`,
      "Write why it is intended: reason: '…'. The access report shows it.",
    );
  }
  if (branches !== undefined) patternsOf(branches, "configureGuard's accept", `accept: [${BRANCHES_EXAMPLE}]`);
  return own;
}

function isNonEmptyString(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function invalid(problem: string, resolution: string): BackendError {
  return new BackendError('GuardOptionInvalidError', `${problem}.`, resolution);
}
