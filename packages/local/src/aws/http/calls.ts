/** One request that reached the local AWS. Holds names and ARNs, never a value. */
export interface Call {
  /** Milliseconds of the local AWS's clock. */
  readonly at: number;
  /** `secretsmanager`, `ssm`, `sts`; `unknown` when the request names none of them. */
  readonly service: string;
  /** `GetSecretValue`; `unknown` when the request names none. */
  readonly operation: string;
  /** ARN of who signed; `anonymous` when no signature was accepted. */
  readonly principal: string;
  readonly region: string;
  /** Every resource that access was asked to, in order. */
  readonly resources: readonly string[];
  /** Those of `resources` that were refused; in a batch, a call can be `ok` and still have some. */
  readonly denied: readonly string[];
  /** What the evaluator did not know; whatever is unknown is denied. */
  readonly unknowns: readonly string[];
  /** `ok`, or the AWS error code; `hang`, `reset` or `malformed` for such a fault. */
  readonly outcome: string;
  /** HTTP status; 0 when no response was sent. */
  readonly status: number;
  /** The kind of the fault that befell the call. */
  readonly fault?: string;
}

export interface CallFilter {
  readonly service?: string;
  readonly operation?: string;
  /** The principal's ARN, or the name of its role. */
  readonly principal?: string;
  /** A resource's ARN, or a text that it contains. */
  readonly resource?: string;
  readonly outcome?: string;
}

/** The calls in the order in which they were answered, with ways to ask about them. */
export type Calls = readonly Call[] & {
  matching(filter: CallFilter): readonly Call[];
  count(filter?: CallFilter): number;
  clear(): void;
};

export function createCalls(): { readonly calls: Calls; readonly record: (call: Call) => void } {
  const log: Call[] = [];
  const matching = (filter: CallFilter) => log.filter((call) => matches(call, filter));
  const questions = {
    matching,
    count: (filter: CallFilter = {}) => matching(filter).length,
    clear: () => {
      log.length = 0;
    },
  };
  // Not enumerable, so that the log compares and prints as the plain array it is; TypeScript cannot follow
  // defineProperty, hence the assertion below.
  for (const [name, value] of Object.entries(questions)) Object.defineProperty(log, name, { value });
  return { calls: log as unknown as Calls, record: (call) => log.push(Object.freeze(call)) };
}

function matches(call: Call, filter: CallFilter): boolean {
  const { service, operation, principal, resource, outcome } = filter;
  return (
    (service === undefined || call.service === service) &&
    (operation === undefined || call.operation === operation) &&
    (principal === undefined || call.principal === principal || roleName(call.principal) === principal) &&
    (resource === undefined || call.resources.some((asked) => asked.includes(resource))) &&
    (outcome === undefined || call.outcome === outcome)
  );
}

function roleName(arn: string): string | undefined {
  return /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
}
