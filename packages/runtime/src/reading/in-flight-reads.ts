import type { Location } from '../stores/location.js';
import { storeError } from '../stores/store-errors.js';
import type { Outcome, Stores } from '../stores/stores.js';

/** A read of one secret, about to leave or in the air. Who waits for it may leave; with the last one its call is given up. */
export interface Flight {
  readonly location: Location;
  /** By the clock: the container may have been frozen since. */
  readonly began: number;
  /** Whether a value is in hand, so that one attempt is enough. */
  readonly isRefresh: boolean;
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
  readonly land: (outcome: Promise<Outcome>) => void;
  /** Given up: nobody comes aboard any more, and how it ends is not remembered. */
  isOver: boolean;
  /** Somebody's time was up before it landed. */
  isLate: boolean;
  aboard: number;
  onEmpty: () => void;
}

/** Hears how a flight ended before those aboard do; what it returns is what they hear. */
export type OnLanding = (flight: Flight, outcome: Outcome) => Outcome;

/** Comes aboard. What it returns is called once, to leave. */
export function board(flight: Flight): () => void {
  flight.aboard++;
  return () => {
    if (--flight.aboard === 0) flight.onEmpty();
  };
}

/**
 * Starts reads. Those asked for in one turn of the event loop leave together, several to a call: in the tick after the turn's promise
 * jobs, so that reads behind an `await` of something settled come along, and no timer is needed.
 */
export function flights(
  stores: Stores,
  now: () => number,
): (location: Location, isRefresh: boolean, onLanding: OnLanding) => Flight {
  let queue: Flight[] = [];

  function depart(): void {
    const leaving = queue.filter(({ isOver }) => !isOver);
    queue = [];
    for (const call of batches(leaving, stores)) {
      const upstream = new AbortController();
      const locations = call.map(({ location }) => location);
      const outcomes = stores.read(locations, {
        signal: upstream.signal,
        retry: call.some(({ isRefresh }) => !isRefresh),
      });
      for (const flight of call) {
        const { location } = flight;
        flight.land(outcomes.then((landed) => landed.get(location.key) ?? storeError(undefined, location, 'Read')));
        flight.onEmpty = () => {
          if (call.some(({ aboard }) => aboard > 0)) return;
          for (const empty of call) empty.isOver = true;
          upstream.abort();
        };
      }
    }
  }

  return (location, isRefresh, onLanding) => {
    let land: Flight['land'] = () => {};
    const outcome = new Promise<Outcome>((resolve) => {
      land = resolve;
    }).then((landed) => onLanding(flight, landed));
    const flight: Flight = {
      location,
      began: now(),
      isRefresh,
      outcome,
      land,
      isOver: false,
      isLate: false,
      aboard: 0,
      onEmpty: () => {
        flight.isOver = true;
      },
    };
    if (queue.push(flight) === 1) queueMicrotask(() => process.nextTick(depart));
    return flight;
  };
}

function batches(leaving: readonly Flight[], { batchLimit }: Stores): [Flight, ...Flight[]][] {
  const calls: [Flight, ...Flight[]][] = [];
  for (const flight of leaving) {
    const limit = batchLimit(flight.location);
    const open = calls.find(
      ([{ location }, ...others]) =>
        location.store === flight.location.store && others.length + 1 < Math.min(limit, batchLimit(location)),
    );
    if (open === undefined) calls.push([flight]);
    else open.push(flight);
  }
  return calls;
}
