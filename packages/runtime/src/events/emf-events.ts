import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import type { OnSecretEvent, SecretEvent } from './events.js';

export interface EmfEventsOptions {
  /**
   * The metrics' namespace: 1 to 255 letters, digits and `.-_/#: `, not beginning with `AWS/`.
   * @default 'AmplifySecrets'
   */
  readonly namespace?: string | undefined;
  /**
   * Whether to count each secret separately too. CloudWatch charges for each secret and metric.
   * @default false
   */
  readonly perSecret?: boolean | undefined;
  /**
   * Writes one line, given without a line break.
   * @default standard output, without the prefix of `console`, which CloudWatch could not parse
   */
  readonly write?: ((line: string) => void) | undefined;
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
}

/** An `onEvent` hook that writes metrics. */
export interface EmfEvents extends OnSecretEvent {
  /** Writes what has been counted since the last line. For the end of a process, whose last hits would not be written. */
  readonly flush: () => void;
}

const TYPES = [
  'hit',
  'miss',
  'refresh',
  'stale',
  'batch',
  'fallback',
  'error',
  'mismatch',
  'update',
  'conflict',
  'lost',
] as const;
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
const VALUES_LIMIT = 100;
const HITS_PERIOD_MS = 60_000;

interface Tally {
  readonly secret: string | undefined;
  readonly counts: Partial<Record<SecretEvent['type'], number>>;
  readonly durations: number[];
}

/**
 * An `onEvent` hook that writes metrics to the log in CloudWatch's embedded metric format, without a call to CloudWatch. The metrics are
 * `Hit`, `Miss`, `Refresh`, `Stale`, `Batch`, `Fallback`, `Error`, `Mismatch`, `Update`, `Conflict`, `Lost` (counts) and `Duration` (milliseconds that the store took). Their
 * dimension is `FunctionName` and, with `perSecret`, also `SecretName`. They contain no values.
 *
 * There is no timer. A line is written in the next tick after any event but a hit. Hits are counted, and written with that line or with
 * the first event after a minute.
 *
 * @throws {ClientOptionInvalidError} When CloudWatch does not accept the namespace.
 *
 * @example
 * ```ts
 * configureSecrets({ onEvent: emfEvents() });
 * ```
 */
export function emfEvents(options: EmfEventsOptions = {}): EmfEvents {
  const { namespace = 'AmplifySecrets', perSecret = false, write = writeLine, now = Date.now } = ownProperties(options);
  checkNamespace(namespace);
  let tallies = new Map<string, Tally>();
  let countedSince = 0;
  let isFlushDue = false;

  function flush(): void {
    isFlushDue = false;
    const counted = [...tallies.values()];
    tallies = new Map();
    for (const tally of counted) {
      try {
        write(lineOf(tally, namespace, now()));
      } catch {
        // A handler must not fail because its log cannot be written.
      }
    }
  }

  function onEvent({ type, name, durationMs }: SecretEvent): void {
    if (tallies.size === 0) countedSince = now();
    const secret = perSecret && type !== 'batch' && type !== 'fallback' ? name : undefined;
    const tally: Tally = tallies.get(secret ?? '') ?? { secret, counts: ownProperties({}), durations: [] };
    tallies.set(secret ?? '', tally);
    tally.counts[type] = (tally.counts[type] ?? 0) + 1;
    if (durationMs !== undefined) tally.durations.push(durationMs);
    if (tally.durations.length >= VALUES_LIMIT || Math.abs(now() - countedSince) >= HITS_PERIOD_MS) flush();
    else if (type !== 'hit' && !isFlushDue) {
      isFlushDue = true;
      // After all events of the same call: one line for all its secrets.
      process.nextTick(flush);
    }
  }

  return Object.assign(onEvent, { flush });
}

function lineOf({ secret, counts, durations }: Tally, Namespace: string, Timestamp: number): string {
  const FunctionName = process.env.AWS_LAMBDA_FUNCTION_NAME;
  const ofFunction = FunctionName ? ['FunctionName'] : [];
  const metrics = TYPES.flatMap((type) => {
    const count = counts[type];
    return count === undefined ? [] : [[`${type[0]?.toUpperCase()}${type.slice(1)}`, 'Count', count] as const];
  });
  const all = durations.length === 0 ? metrics : [...metrics, ['Duration', 'Milliseconds', durations] as const];
  return JSON.stringify({
    _aws: {
      Timestamp,
      CloudWatchMetrics: [
        {
          Namespace,
          Dimensions: secret === undefined ? [ofFunction] : [ofFunction, [...ofFunction, 'SecretName']],
          Metrics: all.map(([Name, Unit]) => ({ Name, Unit })),
        },
      ],
    },
    ...(FunctionName && { FunctionName }),
    SecretName: secret,
    ...Object.fromEntries(all.map(([metric, , value]) => [metric, value])),
  });
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function checkNamespace(namespace: string): void {
  if (typeof namespace === 'string' && /^(?!AWS\/)[\w.\-/#: ]{1,255}$/.test(namespace)) return;
  throw new SecretsError(
    'ClientOptionInvalidError',
    'The option "namespace" of emfEvents must be 1 to 255 letters, digits and .-_/#: and must not begin with AWS/.',
    "Write, for example: emfEvents({ namespace: 'AmplifySecrets' }).",
  );
}
