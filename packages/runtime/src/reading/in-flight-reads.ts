import type { Location } from '../stores/location.js';
import { storeError } from '../stores/store-errors.js';
import type { Outcome, Stores } from '../stores/stores.js';

// As it is now: the fake timers of test runners replace it, and queueMicrotask, so that a read would never be sent.
const { nextTick } = process;

/** A read of one secret, queued or sent. Waiters may leave; when the last one has left, its call is aborted. */
export interface InFlightRead {
  readonly location: Location;
  /** By the clock: the container may have been frozen since. */
  readonly began: number;
  /** Whether a value is cached, so that one attempt is enough. */
  readonly isRefresh: boolean;
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
  readonly settle: (outcome: Promise<Outcome>) => void;
  /** Aborted: nobody joins any more, and its outcome is not remembered. */
  isOver: boolean;
  /** The deadline of a waiter passed before it settled. */
  isLate: boolean;
  waiters: number;
  onEmpty: () => void;
}

/** Called with the outcome before any waiter; the waiters get what it returns. */
export type OnSettled = (read: InFlightRead, outcome: Outcome) => Outcome;

/** Adds a waiter. Call what it returns once, to leave. */
export function join(read: InFlightRead): () => void {
  read.waiters++;
  return () => {
    if (--read.waiters === 0) read.onEmpty();
  };
}

/**
 * Starts reads. Those of one turn of the event loop are sent together, several to a call: in the tick after the promise jobs of that
 * turn, so that reads behind an `await` of a settled promise are included and no timer is needed.
 */
export function inFlightReads(
  stores: Stores,
  now: () => number,
): (location: Location, isRefresh: boolean, onSettled: OnSettled) => InFlightRead {
  let queue: InFlightRead[] = [];

  function send(): void {
    const wanted = queue.filter(({ isOver }) => !isOver);
    queue = [];
    for (const call of batches(wanted, stores)) {
      const upstream = new AbortController();
      const locations = call.map(({ location }) => location);
      const outcomes = stores.read(locations, {
        signal: upstream.signal,
        retry: call.some(({ isRefresh }) => !isRefresh),
      });
      for (const read of call) {
        const { location } = read;
        read.settle(outcomes.then((settled) => settled.get(location.key) ?? storeError(undefined, location)));
        read.onEmpty = () => {
          if (call.some(({ waiters }) => waiters > 0)) return;
          for (const abandoned of call) abandoned.isOver = true;
          upstream.abort();
        };
      }
    }
  }

  return (location, isRefresh, onSettled) => {
    let settle: InFlightRead['settle'] = () => {};
    const outcome = new Promise<Outcome>((resolve) => {
      settle = resolve;
    }).then((settled) => onSettled(read, settled));
    const read: InFlightRead = {
      location,
      began: now(),
      isRefresh,
      outcome,
      settle,
      isOver: false,
      isLate: false,
      waiters: 0,
      onEmpty: () => {
        read.isOver = true;
      },
    };
    if (queue.push(read) === 1) Promise.resolve().then(() => nextTick(send));
    return read;
  };
}

function batches(reads: readonly InFlightRead[], { batchLimit }: Stores): [InFlightRead, ...InFlightRead[]][] {
  const calls: [InFlightRead, ...InFlightRead[]][] = [];
  for (const read of reads) {
    const limit = batchLimit(read.location);
    const open = calls.find(
      ([{ location }, ...others]) =>
        location.store === read.location.store && others.length + 1 < Math.min(limit, batchLimit(location)),
    );
    if (open) open.push(read);
    else calls.push([read]);
  }
  return calls;
}
