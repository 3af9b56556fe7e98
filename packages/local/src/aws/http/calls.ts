import type { CallDecision } from '../../authorization/access.js';

/** One request to the local AWS, as its call log has it: names and ARNs, never a value. */
export interface Call {
  /** Milliseconds since 1970, by the local AWS's clock. */
  readonly at: number;
  /** `secretsmanager`, `ssm` or `sts`; `unknown` where the request names none of them. */
  readonly service: string;
  /** Such as `GetSecretValue`; `unknown` where the request names none. */
  readonly operation: string;
  /** The ARN of the caller; `anonymous` where no signature was accepted. */
  readonly principal: string;
  readonly region: string;
  /** Every resource to which the call needed access, in order. */
  readonly resources: readonly string[];
  /** Those of `resources` that were denied; a batch can have some and still be `ok`. */
  readonly denied: readonly string[];
  /** What the policy evaluator did not know; what is unknown is denied. */
  readonly unknowns: readonly string[];
  /** What the policies decided on each of `resources`, and by which statement. Empty for the administrator, whom none limits. */
  readonly decisions: readonly CallDecision[];
  /** `ok`, or the AWS error code; `hang`, `reset`, `malformed` or `mixup` after such a fault. */
  readonly outcome: string;
  /** The HTTP status; 0 where no response was sent. */
  readonly status: number;
  /** The kind of the fault that affected the call. */
  readonly fault?: string;
}

export interface CallFilter {
  readonly service?: string;
  readonly operation?: string;
  /** The principal's ARN, or the name of its role. */
  readonly principal?: string;
  /** A resource's ARN, or a part of it. */
  readonly resource?: string;
  readonly outcome?: string;
}

/** As many calls as the log keeps. */
export const CALLS_KEPT = 100_000;

/** The calls in the order of their answers: the last 100,000. */
export type Calls = readonly Call[] & {
  /** Those that match everything in the filter. */
  matching(filter: CallFilter): readonly Call[];
  count(filter?: CallFilter): number;
  /** Forgets them all. */
  clear(): void;
};

export function createCalls(onCall: (call: Call) => void = () => {}): {
  readonly calls: Calls;
  readonly record: (call: Call) => void;
} {
  const log: Call[] = [];
  const matching = (filter: CallFilter) => log.filter((call) => matches(call, filter));
  const methods = {
    matching,
    count: (filter: CallFilter = {}) => matching(filter).length,
    clear: () => {
      log.length = 0;
    },
  };
  const record = (call: Call) => {
    // In parts, since each removal moves all that is kept.
    if (log.length >= CALLS_KEPT) log.splice(0, CALLS_KEPT / 10);
    log.push(Object.freeze(call));
    onCall(call);
  };
  // Not enumerable, so that the log compares and prints as a plain array; TypeScript does not follow defineProperty, hence
  // the assertion below.
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(log, name, { value });
  return { calls: log as unknown as Calls, record };
}

function matches(call: Call, filter: CallFilter): boolean {
  const { service, operation, principal, resource, outcome } = filter;
  return (
    (service === undefined || call.service === service) &&
    (operation === undefined || call.operation === operation) &&
    (principal === undefined || call.principal === principal || roleName(call.principal) === principal) &&
    (resource === undefined || call.resources.some((arn) => arn.includes(resource))) &&
    (outcome === undefined || call.outcome === outcome)
  );
}

function roleName(arn: string): string | undefined {
  return /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
}
