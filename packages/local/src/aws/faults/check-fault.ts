import { LocalError } from '../../local-error.js';
import { parameterStoreOperations } from '../parameter-store/parameter-store-operations.js';
import { secretsManagerOperations } from '../secrets-manager/secrets-manager-operations.js';
import { stsOperations } from '../sts/sts-operations.js';
import type { Fault } from './fault.js';

const KINDS: readonly unknown[] = ['throttle', 'error', 'hang', 'reset', 'malformed', 'mixup', 'drip'];
const SERVICES: readonly unknown[] = ['secretsmanager', 'ssm', 'sts'];
const OPERATIONS: ReadonlySet<unknown> = new Set([
  ...secretsManagerOperations.keys(),
  ...parameterStoreOperations.keys(),
  ...stsOperations.keys(),
]);

/** Refuses a fault that would affect no call: with it, the test of an outage would pass without one. */
export function checkFault({ kind, service, operation, times = 1, rate = 1 }: Fault): void {
  const problem = !KINDS.includes(kind)
    ? `kind must be one of ${KINDS.join(', ')}, and got ${shown(kind)}`
    : service !== undefined && !SERVICES.includes(service)
      ? `service must be one of ${SERVICES.join(', ')}, and got ${shown(service)}`
      : operation !== undefined && !OPERATIONS.has(operation)
        ? `operation must be one that the local AWS has, and got ${shown(operation)}`
        : !Number.isInteger(times) || times < 1
          ? `times must be a whole number of at least 1, and got ${shown(times)}`
          : !(rate >= 0 && rate <= 1)
            ? `rate must be a number from 0 to 1, and got ${shown(rate)}`
            : undefined;
  if (problem === undefined) return;
  throw new LocalError(
    'FaultInvalidError',
    `The fault would affect no call: ${problem}.`,
    "Write, for example: aws.faults.add({ kind: 'throttle', operation: 'GetSecretValue', times: 2 }).",
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
