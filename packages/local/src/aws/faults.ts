import { LocalError } from '../local-error.js';

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
  /** Throws FaultInvalidError for a `rate` or `times` that makes no sense. */
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

function checkFault({ times = 1, rate = 1 }: Fault): void {
  if (Number.isInteger(times) && times > 0 && rate >= 0 && rate <= 1) return;
  const resolution = 'Give `times` a whole number above 0 and `rate` a number from 0 to 1.';
  throw new LocalError('FaultInvalidError', `A fault with times ${times} and rate ${rate} makes no sense.`, resolution);
}
