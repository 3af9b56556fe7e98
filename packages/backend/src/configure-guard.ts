import { isPlainObject } from '@amplify-secrets/runtime/contract';
import { BackendError } from './backend-error.js';
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

const KNOWN = ['guard', 'accept'];
const KNOWN_OF_ACCEPTANCE = ['finding', 'at', 'reason', 'branches'];
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

function checkGuardOptions(options: unknown): asserts options is GuardOptions {
  if (!isPlainObject(options)) {
    throw invalid(
      'configureGuard was given options that are no object',
      `Write: configureGuard(backend, { accept: [${EXAMPLE}] }).`,
    );
  }
  checkKeys(options, KNOWN, 'configureGuard');
  const { guard, accept } = options;
  if (guard !== undefined && guard !== 'error' && guard !== 'warn') {
    throw invalid("configureGuard was given something else than 'error' or 'warn' as guard", "Write guard: 'error'.");
  }
  if (accept === undefined) return;
  if (!Array.isArray(accept)) {
    throw invalid('configureGuard was given something else than a list as accept', `Write accept: [${EXAMPLE}].`);
  }
  for (const each of accept) checkAcceptance(each);
}

function checkAcceptance(acceptance: unknown): void {
  if (!isPlainObject(acceptance)) {
    throw invalid('An acceptance of configureGuard is no object', `Write accept: [${EXAMPLE}].`);
  }
  checkKeys(acceptance, KNOWN_OF_ACCEPTANCE, 'An acceptance of configureGuard');
  const { finding, at, reason, branches } = acceptance;
  if (!FINDING_NAMES.some((name) => name === finding && name !== 'AcceptanceStale')) {
    throw invalid(
      `configureGuard cannot accept ${typeof finding === 'string' ? `"${finding}"` : 'a finding without a name'}: there is no such finding`,
      `Write one of: ${FINDING_NAMES.filter((name) => name !== 'AcceptanceStale').join(', ')}.`,
    );
  }
  if (!isText(at)) {
    throw invalid(
      `The acceptance of ${finding} does not say where`,
      `Write what the finding names: at: 'function/my-function-lambda', or the key of the secret.`,
    );
  }
  if (!isText(reason)) {
    throw invalid(
      `The acceptance of ${finding} at "${at}" has no reason`,
      "Write why it is meant so: reason: '…'. It stands in the report.",
    );
  }
  if (branches !== undefined) patternsOf(branches as GuardAcceptance['branches'], 'configureGuard');
}

function checkKeys(given: Readonly<Record<string, unknown>>, known: readonly string[], owner: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw invalid(`${owner} was given the unknown option "${unknown}"`, `Use one of: ${known.join(', ')}.`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function invalid(problem: string, resolution: string): BackendError {
  return new BackendError('GuardOptionInvalidError', `${problem}.`, resolution);
}
