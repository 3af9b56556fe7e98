import { isSecretsError, type SecretsError } from '../contract/errors.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { timeoutError } from '../stores/store-errors.js';
import type { Outcome } from '../stores/stores.js';
import { type Cache, type Entry, isAnswer, isOutOfReach } from './cache.js';
import type { ClientParts } from './client-parts.js';
import { type WaitOptions, waitFor } from './deadline.js';
import { type InFlightRead, inFlightReads, join } from './in-flight-reads.js';

export interface SharedReads {
  /** The read of an entry that is in flight, or a new one. */
  readonly readOf: (entry: Entry, location: Location, isRefresh: boolean) => InFlightRead;
  /** Joins a read until it settles or the deadline passes. `most` is the longest time to wait, in milliseconds. */
  readonly wait: (entry: Entry, read: InFlightRead, options: WaitOptions, most?: number) => Promise<RawSecret>;
}

/** Reads from the stores, one for each entry however many callers wait for it. The outcome goes into the cache. */
export function sharedReads(parts: ClientParts, cache: Cache): SharedReads {
  const { stores, timeout, now, emit, setTimer } = parts;
  const startRead = inFlightReads(stores, now);

  function onSettled(entry: Entry, read: InFlightRead, outcome: Outcome): Outcome {
    const { location, began } = read;
    if (entry.inFlight !== read || read.isOver) {
      // A newer read has begun, so its value is not kept; that the secret is gone counts all the same.
      if (isSecretsError(outcome) && isAnswer(outcome)) cache.clear(entry);
      return outcome;
    }
    entry.inFlight = undefined;
    if (isSecretsError(outcome)) {
      if (!read.isLate || !isOutOfReach(outcome)) fail(entry, read, outcome);
      return outcome;
    }
    const type = entry.raw ? 'refresh' : 'miss';
    const raw = cache.keep(entry, location, outcome, began);
    emit?.({ type, name: location.id, durationMs: now() - began, version: raw.version });
    return raw;
  }

  function fail(entry: Entry, { location, began }: InFlightRead, error: SecretsError): void {
    cache.fail(entry, error, began);
    emit?.({ type: 'error', name: location.id, durationMs: now() - began, error: error.name });
  }

  function onTimeout(entry: Entry, read: InFlightRead, milliseconds: number): SecretsError {
    const error = timeoutError(read.location, milliseconds);
    // Without a cached value, a deadline shorter than the client's own says nothing about the store.
    const isFailure = entry.raw || milliseconds >= timeout;
    if (isFailure && entry.inFlight === read && !read.isLate) {
      read.isLate = true;
      fail(entry, read, error);
    }
    return error;
  }

  return {
    readOf: (entry, location, isRefresh) => {
      const current = entry.inFlight;
      const age = now() - (current?.began ?? 0);
      // After `timeout`, a freeze or a dead connection is more likely than an answer.
      if (current && !current.isOver && age >= 0 && age <= timeout) return current;
      if (location.differs) emit?.({ type: 'mismatch', name: location.id });
      entry.inFlight = startRead(location, isRefresh, (read, outcome) => onSettled(entry, read, outcome));
      return entry.inFlight;
    },
    wait: (entry, read, options, most) =>
      waitFor(
        read.outcome.then((outcome) => {
          if (isSecretsError(outcome)) throw outcome;
          return outcome;
        }),
        {
          ...options,
          budget: timeout,
          most,
          setTimer,
          onTimeout: (milliseconds) => onTimeout(entry, read, milliseconds),
          leave: join(read),
        },
      ),
  };
}
