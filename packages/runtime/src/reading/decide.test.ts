import { describe, expect, it } from 'vitest';
import { SecretsError, type SecretsErrorName } from '../contract/errors.js';
import { textDefinition } from '../define/definitions.js';
import { Entry } from './cache.js';
import { decide, lifeOf, usableValue } from './decide.js';

const READ_AT = Date.parse('2026-11-03T00:00:00Z');
const SECOND = 1000;
const DEFINITION = textDefinition();
const HOUR = 3600 * SECOND;

interface Situation {
  /** Seconds since the read that brought the value began. */
  readonly age: number;
  readonly value?: 'none' | 'invalid';
  /** Seconds of time to live. */
  readonly ttl?: number;
  readonly fresh?: boolean;
  readonly jitter?: number;
  /** The store's last error: its name, how many seconds ago, and in how many seconds the store may be asked again. */
  readonly failure?: readonly [SecretsErrorName, ago: number, retryIn: number];
}

function situation({ age, value, ttl = 300, fresh = false, jitter = 1, failure }: Situation) {
  const entry = new Entry();
  const time = READ_AT + age * SECOND;
  if (value !== 'none') {
    entry.raw = { version: '1', text: 'value', bytes: undefined };
    entry.readAt = READ_AT;
    entry.keptAt = READ_AT;
    if (value === 'invalid') entry.refusals = new WeakMap([[DEFINITION, Promise.resolve()]]);
  }
  entry.jitter = jitter;
  if (failure !== undefined) {
    const [name, ago, retryIn] = failure;
    entry.failure = new SecretsError(name, 'message', 'resolution');
    entry.failedAt = time - ago * SECOND;
    entry.retryAt = time + retryIn * SECOND;
  }
  return [entry, time, lifeOf(entry, DEFINITION, fresh ? 0 : ttl * SECOND)] as const;
}

const OUT_OF_REACH = 'StoreUnreachableError';
const DENIED = 'SecretAccessDeniedError';
const NO_CREDENTIALS = 'CredentialsMissingError';

describe('decide', () => {
  it.each<[string, Situation, string]>([
    ['without a value', { age: 0, value: 'none' }, 'read'],
    ['of a new value', { age: 0 }, 'hit'],
    ['just before the time to live ends', { age: 299.999 }, 'hit'],
    ['when the time to live ends', { age: 300 }, 'refresh'],
    ['just before a tenth more ends', { age: 329.999 }, 'refresh'],
    ['when a tenth more ends', { age: 330 }, 'read'],
    ['after an outage longer than an hour', { age: 4000 }, 'read'],

    ['with a shorter time to live by chance', { age: 285, jitter: 0.95 }, 'refresh'],
    ['with a shorter time to live', { age: 10, ttl: 9.5 }, 'refresh'],
    ['with a longer time to live', { age: 1000, ttl: 3000 }, 'hit'],

    ['that must be fresh', { age: 0, fresh: true }, 'read'],
    ['that must be fresh, after a failure', { age: 0, fresh: true, failure: [OUT_OF_REACH, 1, 9] }, 'read'],

    ['of an invalid value', { age: 4, value: 'invalid' }, 'hit'],
    ['of an invalid value after 5 s', { age: 5, value: 'invalid' }, 'refresh'],
    ['of an invalid value after 5.5 s', { age: 5.5, value: 'invalid' }, 'read'],
    ['of an invalid value with a shorter time to live', { age: 3, ttl: 2, value: 'invalid' }, 'read'],

    ['by a clock that was set back', { age: -1 }, 'read'],
    ['by a clock that was set back before the failure', { age: 400, failure: [OUT_OF_REACH, -1, 9] }, 'read'],

    ['in an outage, of a fresh value', { age: 100, failure: [OUT_OF_REACH, 1, 9] }, 'hit'],
    ['in an outage, of an old value', { age: 3800, failure: [OUT_OF_REACH, 1, 9] }, 'stale'],
    ['in an outage, of a value past its bound', { age: 3900, failure: [OUT_OF_REACH, 1, 9] }, 'refused'],
    ['in an outage, without a value', { age: 0, value: 'none', failure: [OUT_OF_REACH, 1, 9] }, 'refused'],
    ['in an outage, without a value, 5 s later', { age: 0, value: 'none', failure: [OUT_OF_REACH, 5, 9] }, 'read'],
    ['in an outage, when the pause ends', { age: 400, failure: [OUT_OF_REACH, 1, 0] }, 'read'],
    ['in an outage, when the pause ends, barely stale', { age: 310, failure: [OUT_OF_REACH, 1, 0] }, 'refresh'],

    ['after a denial', { age: 0, value: 'none', failure: [DENIED, 4.999, 1] }, 'refused'],
    ['after a denial, 5 s later', { age: 0, value: 'none', failure: [DENIED, 5, 0] }, 'read'],

    ['without credentials, barely stale', { age: 310, failure: [NO_CREDENTIALS, 1, 9] }, 'stale'],
    ['without credentials, of an old value', { age: 400, failure: [NO_CREDENTIALS, 1, 9] }, 'refused'],
    ['without credentials, of an old value, 5 s later', { age: 400, failure: [NO_CREDENTIALS, 5, 9] }, 'read'],
  ])('decides on a read %s: %o is %s', (_, given, expected) => {
    expect(decide(...situation(given))).toBe(expected);
  });
});

describe('usableValue', () => {
  it.each<[string, Situation, boolean]>([
    ['until an hour past its time to live', { age: 300 + HOUR / SECOND - 0.001 }, true],
    ['not from then on', { age: 300 + HOUR / SECOND }, false],
    ['not where a fresh one is wanted', { age: 0, fresh: true }, false],
    ['not by a clock that was set back', { age: -1 }, false],
    ['until an hour past 5 s where it is invalid', { age: 4 + HOUR / SECOND, value: 'invalid' }, true],
    ['not from then on where it is invalid', { age: 5 + HOUR / SECOND, value: 'invalid' }, false],
  ])('returns the value %s', (_, given, isUsable) => {
    const [entry, ...rest] = situation(given);
    expect(usableValue(entry, ...rest)).toBe(isUsable ? entry.raw : undefined);
  });
});
