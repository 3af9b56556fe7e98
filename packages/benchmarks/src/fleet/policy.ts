import type { SimulatedStore } from './simulated-store.js';
import type { VirtualClock } from './virtual-clock.js';

/** What a container has to read secrets with. */
export interface Reader {
  /** The values of the secrets that one invocation needs, in order. Rejects when one of them cannot be had. */
  readonly read: (names: readonly string[]) => Promise<readonly string[]>;
}

export interface ReaderParts {
  readonly store: SimulatedStore;
  readonly clock: VirtualClock;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** A way to read secrets, as a fleet sees it: when it asks the store, and what it does when the store fails. */
export interface Policy {
  readonly id: string;
  readonly title: string;
  /** A reader for one container. */
  readonly open: (parts: ReaderParts) => Reader;
}
