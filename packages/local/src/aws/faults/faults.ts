import { LocalError } from '../../local-error.js';
import { parameterOperations } from '../parameter-store/parameter-operations.js';
import { secretsManagerOperations } from '../secrets-manager/secrets-manager.js';

/** Which calls a fault befalls: those that fit everything given. */
export interface FaultTarget {
  /** `secretsmanager`, `ssm` or `sts`. */
  readonly service?: string;
  readonly operation?: string;
  /** A secret id or parameter name, as the request has it; in a batch, any one of them. */
  readonly id?: string;
  /** Befalls this many calls, then none. Default: every one. */
  readonly times?: number;
  /** The share of the calls it befalls, 0 to 1, drawn from the injected random source. Default: 1. */
  readonly rate?: number;
}

export type Fault = FaultTarget &
  (
    | { /** ThrottlingException, 400; nothing is done. */ readonly kind: 'throttle' }
    | {
        /** InternalServiceError (500, the default) or ServiceUnavailable (503); nothing is done. */
        readonly kind: 'error';
        readonly status?: 500 | 503;
      }
    | { /** No answer, until the caller or `close()` ends it; nothing is done. */ readonly kind: 'hang' }
    | {
        /** The socket is destroyed: `before` the answer (the default; nothing is done), or `midway`, after the call took effect. */
        readonly kind: 'reset';
        readonly when?: 'before' | 'midway';
      }
    | {
        /** The call takes effect; the answer is cut-off JSON (the default), a web page, or empty, each with status 200. */
        readonly kind: 'malformed';
        readonly body?: 'truncated' | 'html' | 'empty';
      }
    | {
        /** The call takes effect; the answer comes one byte at a time, `everyMs` apart (default 20). */
        readonly kind: 'drip';
        readonly everyMs?: number;
      }
  );

export interface FaultHandle {
  /** How many calls it befell so far. */
  readonly hits: number;
  remove(): void;
}

export interface Faults {
  /** Throws FaultInvalidError for a fault that could never strike: an unknown kind, service or operation, a `rate` or `times` of none. */
  add(fault: Fault): FaultHandle;
  clear(): void;
}

export interface FaultedCall {
  readonly service: string;
  readonly operation: string;
  readonly ids: readonly string[];
}

export function createFaults(random: () => number): {
  faults: Faults;
  strike: (call: FaultedCall) => Fault | undefined;
} {
  const armed = new Set<{ readonly fault: Fault; hits: number }>();
  return {
    faults: {
      add(fault) {
        checkFault(fault);
        const entry = { fault, hits: 0 };
        armed.add(entry);
        return {
          get hits() {
            return entry.hits;
          },
          remove: () => void armed.delete(entry),
        };
      },
      clear: () => armed.clear(),
    },
    strike(call) {
      for (const entry of armed) {
        const { times = Infinity, rate = 1 } = entry.fault;
        if (entry.hits >= times || !befalls(entry.fault, call)) continue;
        if (rate < 1 && random() >= rate) continue;
        entry.hits += 1;
        return entry.fault;
      }
      return undefined;
    },
  };
}

function befalls({ service, operation, id }: Fault, call: FaultedCall): boolean {
  return (
    (service === undefined || service === call.service) &&
    (operation === undefined || operation === call.operation) &&
    (id === undefined || call.ids.includes(id))
  );
}

const KINDS: readonly unknown[] = ['throttle', 'error', 'hang', 'reset', 'malformed', 'drip'];
const SERVICES: readonly unknown[] = ['secretsmanager', 'ssm', 'sts'];
const OPERATIONS: ReadonlySet<unknown> = new Set([
  ...secretsManagerOperations.keys(),
  ...parameterOperations.keys(),
  'GetCallerIdentity',
]);

/** A fault that could never strike would let a test of an outage pass untested. */
function checkFault({ kind, service, operation, times = 1, rate = 1 }: Fault): void {
  const wrong = !KINDS.includes(kind)
    ? `the kind ${JSON.stringify(kind)}, where only ${KINDS.join(', ')} exist`
    : service !== undefined && !SERVICES.includes(service)
      ? `the service ${JSON.stringify(service)}, where only ${SERVICES.join(', ')} exist`
      : operation !== undefined && !OPERATIONS.has(operation)
        ? `the operation ${JSON.stringify(operation)}, which the local AWS does not have`
        : !Number.isInteger(times) || times < 1
          ? `times ${times}, which is no whole number above 0`
          : !(rate >= 0 && rate <= 1)
            ? `a rate of ${rate}, which is no number from 0 to 1`
            : undefined;
  if (wrong === undefined) return;
  throw new LocalError(
    'FaultInvalidError',
    `A fault cannot strike with ${wrong}.`,
    "Write, for example: aws.faults.add({ kind: 'throttle', operation: 'GetSecretValue', times: 2 }).",
  );
}
