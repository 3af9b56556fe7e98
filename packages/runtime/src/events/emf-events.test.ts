import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EmfEventsOptions, emfEvents } from './emf-events.js';
import type { SecretEvent } from './events.js';

const event = (type: SecretEvent['type'], more: Partial<SecretEvent> = {}): SecretEvent => ({
  type,
  name: 'myapp/prod/stripe',
  ...more,
});
const nextTick = () => new Promise<void>((resolve) => process.nextTick(resolve));

beforeEach(() => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'stripe-webhook');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function counting(options: EmfEventsOptions = {}) {
  const lines: string[] = [];
  const clock = { now: Date.parse('2026-11-03T00:00:00Z') };
  const onEvent = emfEvents({ write: (line) => lines.push(line), now: () => clock.now, ...options });
  return { onEvent, clock, lines, written: () => lines.map(parseEmf) };
}

/** A line read as CloudWatch does; fails where the specification would have it ignored. */
function parseEmf(line: string) {
  expect(line).not.toContain('\n');
  const root: Record<string, unknown> = JSON.parse(line);
  const metadata = root._aws as { Timestamp: number; CloudWatchMetrics: Record<string, unknown>[] };
  expect(Number.isSafeInteger(metadata.Timestamp)).toBe(true);
  expect(Object.keys(metadata).toSorted()).toEqual(['CloudWatchMetrics', 'Timestamp']);
  expect(metadata.CloudWatchMetrics).toHaveLength(1);
  const [directive] = metadata.CloudWatchMetrics;
  const { Namespace, Dimensions, Metrics } = directive as {
    Namespace: string;
    Dimensions: string[][];
    Metrics: { Name: string; Unit: string }[];
  };
  expect(Namespace.length).toBeGreaterThan(0);
  for (const set of Dimensions) {
    expect(set.length).toBeLessThanOrEqual(30);
    for (const dimension of set) expect(root[dimension]).toEqual(expect.stringMatching(/^.{1,1024}$/));
  }
  expect(Metrics.length).toBeGreaterThan(0);
  expect(Metrics.length).toBeLessThanOrEqual(100);
  expect(new Set(Metrics.map(({ Name }) => Name)).size).toBe(Metrics.length);
  const values = Metrics.map(({ Name, Unit }) => {
    expect(['Count', 'Milliseconds']).toContain(Unit);
    const value = root[Name];
    const numbers: unknown[] = Array.isArray(value) ? value : [value];
    expect(numbers.length).toBeLessThanOrEqual(100);
    for (const number of numbers) expect(Number.isFinite(number)).toBe(true);
    return [Name, value];
  });
  return { Namespace, Dimensions, SecretName: root.SecretName, metrics: Object.fromEntries(values) };
}

describe('emfEvents', () => {
  it('writes the events of one call in one line, in the next tick', async () => {
    const { onEvent, written } = counting();
    onEvent(event('batch', { name: 'BatchGetSecretValue', size: 2, durationMs: 12 }));
    onEvent(event('miss', { durationMs: 13, version: 'v' }));
    onEvent(event('miss', { name: 'other', durationMs: 14 }));
    expect(written()).toEqual([]);
    await nextTick();
    expect(written()).toEqual([
      {
        Namespace: 'AmplifySecrets',
        Dimensions: [['FunctionName']],
        SecretName: undefined,
        metrics: { Batch: 1, Miss: 2, Duration: [12, 13, 14] },
      },
    ]);
  });

  it.each(['miss', 'refresh', 'stale', 'batch', 'fallback', 'error'] as const)('writes %s at once', async (type) => {
    const { onEvent, written } = counting();
    onEvent(event(type));
    await nextTick();
    expect(written()[0]?.metrics).toEqual({ [`${type.charAt(0).toUpperCase()}${type.slice(1)}`]: 1 });
  });

  it('writes hits with the next such line', async () => {
    const { onEvent, written } = counting();
    for (let count = 0; count < 1000; count++) onEvent(event('hit', { ageMs: 1 }));
    await nextTick();
    expect(written()).toEqual([]);
    onEvent(event('error', { durationMs: 2000, error: 'StoreTimeoutError' }));
    await nextTick();
    expect(written().map(({ metrics }) => metrics)).toEqual([{ Hit: 1000, Error: 1, Duration: [2000] }]);
  });

  it('writes hits with the first event after a minute, also when the clock was set back', () => {
    for (const passed of [60_000, -60_000]) {
      const { onEvent, clock, written } = counting();
      onEvent(event('hit'));
      clock.now += passed;
      onEvent(event('hit'));
      expect(written().map(({ metrics }) => metrics)).toEqual([{ Hit: 2 }]);
      onEvent(event('hit'));
      expect(written()).toHaveLength(1);
    }
  });

  it('writes hits with flush, which otherwise writes nothing', () => {
    const { onEvent, written } = counting();
    onEvent(event('hit'));
    onEvent.flush();
    onEvent.flush();
    expect(written().map(({ metrics }) => metrics)).toEqual([{ Hit: 1 }]);
  });

  it('writes at most 100 durations in a line', async () => {
    const { onEvent, written } = counting();
    for (let count = 0; count < 250; count++) onEvent(event('miss', { durationMs: count }));
    await nextTick();
    expect(written().map(({ metrics }) => metrics.Miss)).toEqual([100, 100, 50]);
    expect(written().flatMap(({ metrics }) => metrics.Duration)).toEqual(
      Array.from({ length: 250 }, (_, index) => index),
    );
  });
});

describe('the dimensions of emfEvents', () => {
  it('are the function and, with perSecret, each secret', async () => {
    const { onEvent, written } = counting({ perSecret: true, namespace: 'Shop/Secrets' });
    onEvent(event('batch', { name: 'BatchGetSecretValue', size: 2, durationMs: 5 }));
    onEvent(event('miss', { name: 'a', durationMs: 5 }));
    onEvent(event('miss', { name: 'b', durationMs: 5 }));
    await nextTick();
    const both = [['FunctionName'], ['FunctionName', 'SecretName']];
    expect(written()).toMatchObject([
      { Namespace: 'Shop/Secrets', Dimensions: [['FunctionName']], metrics: { Batch: 1 } },
      { Dimensions: both, SecretName: 'a', metrics: { Miss: 1 } },
      { Dimensions: both, SecretName: 'b', metrics: { Miss: 1 } },
    ]);
  });

  it('are none without a function', async () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', undefined);
    const { onEvent, written } = counting();
    onEvent(event('miss'));
    await nextTick();
    expect(written()).toMatchObject([{ Dimensions: [[]], metrics: { Miss: 1 } }]);
  });
});

describe('the hook of emfEvents', () => {
  it('writes only the type, name and duration of an event', async () => {
    const { onEvent, lines } = counting({ perSecret: true });
    onEvent(Object.assign(event('error', { error: 'X-CANARY', version: 'V-CANARY' }), { value: 'CANARY' }));
    await nextTick();
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain('CANARY');
  });

  it('fails nothing when the log cannot be written', async () => {
    const { onEvent } = counting({
      write: () => {
        throw new Error('the pipe is closed');
      },
    });
    onEvent(event('miss'));
    await nextTick();
    expect(() => onEvent.flush()).not.toThrow();
  });

  it('writes whole lines to standard output', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      const onEvent = emfEvents();
      onEvent(event('hit'));
      onEvent.flush();
      expect(write).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^\{.*"Hit":1\}\n$/));
    } finally {
      write.mockRestore();
    }
  });

  it.each(['', 'AWS/Lambda', 'a*b', 'x'.repeat(256), 5])('refuses the namespace %j', (namespace) => {
    expect(() => emfEvents({ namespace: namespace as string })).toThrow(
      expect.objectContaining({ name: 'ClientOptionInvalidError', resolution: expect.stringContaining('emfEvents(') }),
    );
  });
});
