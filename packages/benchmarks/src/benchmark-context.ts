import type { NodeBinary } from './cold-start/node-binaries.js';
import type { Addresses } from './store/store-process.js';

/** What every part of a run is given. */
export interface BenchmarkContext {
  /** How to reach the store, which runs in its own process. */
  readonly store: Addresses;
  /** The version that runs this first. */
  readonly nodes: readonly NodeBinary[];
  /** A smoke run: one round of everything. */
  readonly isQuick: boolean;
  /** 0 ≤ x < 1: the order in which the peers have their turns. */
  readonly random: () => number;
  readonly progress: (text: string) => void;
}
