import type { SecretsError } from '../contract/errors.js';
import { isSecretsError } from '../contract/errors.js';
import type { Location } from './location.js';
import type { RawSecret } from './raw-secret.js';
import type { Stores } from './stores.js';

/** A read in the air: who waits for it may leave, and when the last one has left it is given up. */
export interface Flight {
  readonly value: Promise<RawSecret>;
  readonly join: () => () => void;
}

export interface Flights {
  /** Starts the reads of locations that are not in the air yet, several to a batch. */
  readonly depart: (locations: readonly Location[]) => void;
  /** The flight of a location, started now where there is none. */
  readonly flightTo: (location: Location) => Flight;
  /** Lets go of a flight in the air: it lands for those aboard, and is not remembered. */
  readonly detach: (key: string) => void;
}

/** One upstream read in the air per secret, however many callers. `onLanding` hears how each that is still wanted ended. */
export function flights(
  stores: Stores,
  onLanding: (location: Location, outcome: RawSecret | SecretsError) => void,
): Flights {
  const inAir = new Map<string, Flight>();

  function departTogether(locations: readonly [Location, ...Location[]]): Flight {
    const upstream = new AbortController();
    const outcomes = stores.read(locations, upstream.signal);
    let aboard = 0;
    const departed = new Map<string, Flight>();
    const forget = (key: string, flight: Flight | undefined) => {
      if (inAir.get(key) === flight) inAir.delete(key);
    };
    const join = () => {
      let isAboard = true;
      aboard++;
      return () => {
        if (!isAboard) return;
        isAboard = false;
        if (--aboard > 0) return;
        for (const [key, flight] of departed) forget(key, flight);
        upstream.abort();
      };
    };
    const start = (location: Location): Flight => {
      const { key } = location;
      const value = outcomes.then((landed) => {
        const outcome = landed.get(key);
        const isWanted = inAir.get(key) === flight;
        forget(key, flight);
        if (isWanted && outcome !== undefined) onLanding(location, outcome);
        if (!isRaw(outcome)) throw outcome;
        return outcome;
      });
      // When all have left, nobody listens.
      value.catch(() => {});
      const flight: Flight = { value, join };
      departed.set(key, flight);
      inAir.set(key, flight);
      return flight;
    };
    const [first, ...others] = locations;
    for (const location of others) start(location);
    return start(first);
  }

  const depart = (locations: readonly Location[]) => {
    const missing = new Map<string, Location>();
    for (const location of locations) if (!inAir.has(location.key)) missing.set(location.key, location);
    for (const batch of batches([...missing.values()], stores)) departTogether(batch);
  };

  return {
    depart,
    flightTo: (location) => inAir.get(location.key) ?? departTogether([location]),
    detach: (key) => void inAir.delete(key),
  };
}

function batches(locations: readonly Location[], { batchLimit }: Stores): [Location, ...Location[]][] {
  const made: [Location, ...Location[]][] = [];
  for (const location of locations) {
    const open = made.find((batch) => batch[0].store === location.store && batch.length < batchLimit(location));
    if (open === undefined) made.push([location]);
    else open.push(location);
  }
  return made;
}

function isRaw(outcome: RawSecret | SecretsError | undefined): outcome is RawSecret {
  return outcome !== undefined && !isSecretsError(outcome);
}
