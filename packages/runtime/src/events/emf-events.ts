import { SecretsError } from '../contract/errors.js';
import type { OnSecretEvent, SecretEvent } from './events.js';

export interface EmfEventsOptions {
  /** 1 to 255 letters, digits and `.-_/#: `. @default 'AmplifySecrets' */
  readonly namespace?: string | undefined;
  /** Also counts each secret by itself. CloudWatch charges for every secret and metric. @default false */
  readonly perSecret?: boolean | undefined;
  /** Takes one line, without its line break. @default standard output, past `console`, whose prefix CloudWatch could not read */
  readonly write?: ((line: string) => void) | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** An `onEvent` hook that counts. */
export interface EmfEvents extends OnSecretEvent {
  /** Writes what has been counted since the last line: before a process ends, of whose last hits one wants to know. */
  readonly flush: () => void;
}

const TYPES = ['hit', 'miss', 'refresh', 'stale', 'batch', 'fallback', 'error'] as const;
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
const VALUES_LIMIT = 100;
const HITS_PERIOD_MS = 60_000;

interface Tally {
  readonly secret: string | undefined;
  readonly counts: Partial<Record<SecretEvent['type'], number>>;
  readonly durations: number[];
}

/**
 * An `onEvent` hook that writes metrics in CloudWatch's embedded metric format, from which Lambda's log makes them with no call to
 * CloudWatch: `Hit`, `Miss`, `Refresh`, `Stale`, `Batch`, `Fallback`, `Error` (counts) and `Duration` (milliseconds a store took), by
 * the dimension `FunctionName` and, with `perSecret`, also `SecretName`. No value is in them.
 *
 * There is no timer. Whatever is no hit is written when the code that runs now has run; hits are counted, and go into that line or, at
 * the first event after a minute, into one of their own. Throws ClientOptionInvalidError for a namespace that CloudWatch refuses.
 *
 * ```ts
 * configureSecrets({ onEvent: emfEvents() });
 * ```
 */
export function emfEvents(options: EmfEventsOptions = {}): EmfEvents {
  const { namespace = 'AmplifySecrets', perSecret = false, write = writeLine, now = Date.now } = options;
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
        // A log that cannot be written breaks no handler.
      }
    }
  }

  function onEvent({ type, name, durationMs }: SecretEvent): void {
    if (tallies.size === 0) countedSince = now();
    const secret = perSecret && type !== 'batch' && type !== 'fallback' ? name : undefined;
    const tally = tallies.get(secret ?? '') ?? { secret, counts: {}, durations: [] };
    tallies.set(secret ?? '', tally);
    tally.counts[type] = (tally.counts[type] ?? 0) + 1;
    if (durationMs !== undefined) tally.durations.push(durationMs);
    if (tally.durations.length >= VALUES_LIMIT || Math.abs(now() - countedSince) >= HITS_PERIOD_MS) flush();
    else if (type !== 'hit' && !isFlushDue) {
      isFlushDue = true;
      // After all that landed in the same call: one line for all its secrets.
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
    'The option "namespace" of emfEvents is none that CloudWatch takes.',
    "Give 1 to 255 letters, digits and .-_/#: that do not begin AWS/, for example: emfEvents({ namespace: 'AmplifySecrets' }).",
  );
}
