import { checkFault } from './check-fault.js';
import type { Fault } from './fault.js';

export interface FaultHandle {
  /** How many calls the fault has affected so far. */
  readonly hits: number;
  remove(): void;
}

export interface Faults {
  /**
   * Makes the calls that match the fault fail.
   *
   * @throws {FaultInvalidError} When the fault would affect no call: an unknown kind, service or operation, or `times` or
   * `rate` out of range.
   * @example
   * ```ts
   * const handle = aws.faults.add({ kind: 'throttle', operation: 'GetSecretValue', times: 2 });
   * ```
   */
  add(fault: Fault): FaultHandle;
  /** Removes every fault. */
  clear(): void;
}

export interface IncomingCall {
  readonly service: string;
  readonly operation: string;
  readonly ids: readonly string[];
}

export interface FaultSource {
  readonly faults: Faults;
  /** The first fault that affects the call, and is counted as a hit. */
  readonly faultFor: (call: IncomingCall) => Fault | undefined;
}

export function createFaults(random: () => number): FaultSource {
  const active = new Set<{ readonly fault: Fault; hits: number }>();
  return {
    faults: {
      add(fault) {
        checkFault(fault);
        const entry = { fault, hits: 0 };
        active.add(entry);
        return {
          get hits() {
            return entry.hits;
          },
          remove: () => void active.delete(entry),
        };
      },
      clear: () => active.clear(),
    },
    faultFor(call) {
      for (const entry of active) {
        const { times = Infinity, rate = 1 } = entry.fault;
        if (entry.hits >= times || !matches(entry.fault, call)) continue;
        if (rate < 1 && random() >= rate) continue;
        entry.hits += 1;
        return entry.fault;
      }
      return undefined;
    },
  };
}

function matches({ service, operation, id }: Fault, call: IncomingCall): boolean {
  return (
    (service === undefined || service === call.service) &&
    (operation === undefined || operation === call.operation) &&
    (id === undefined || call.ids.includes(id))
  );
}
