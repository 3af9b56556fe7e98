// A module of numbers alone, without imports: esbuild then writes each number where it is used.

/** How long an update may take where neither `context` nor `signal` is given, in milliseconds. */
export const UPDATE_MS = 30_000;
/** The longest that a function of AWS Lambda runs. */
export const FUNCTION_MS = 900_000;
/** What is kept of the time for writing what `change` returns, and the share of the time that it is at most. */
export const WRITE_MS = 1_000;
export const WRITE_SHARE = 0.25;
/** A call that took so much longer than it may was in flight while the container was frozen. */
export const FROZEN_MS = 1_000;

/** The first pause before a write is tried again, and the longest. */
export const FIRST_PAUSE_MS = 100;
export const LONGEST_PAUSE_MS = 2_000;

/** An abandoned version is adopted for so long. Later, somebody may have decided that the secret stays as it is. */
export const ADOPTION_MS = 3_600_000;

/** How long a turn lasts at most; it ends with the update's time at the latest. */
export const LEASE_MS = 60_000;
/** The clock of a container may differ from AWS's by so much. */
export const CLOCK_MARGIN_MS = 10_000;
/** How many attempts may be made on one version within a time, so that a provider which is down does not use up the 100 versions. */
export const ATTEMPTS = 5;
export const ATTEMPTS_MS = 3_600_000;
/** The pause after the first failed attempt; each further one is four times as long, and at most the longest. */
export const FAILURE_MS = 5_000;
export const LONGEST_FAILURE_MS = 3_600_000;
/** Callers that find a turn free wait for a part of this, then look again: AWS accepts 50 writes a second in a region. */
export const SPREAD_MS = 250;
/** How long a waiter sleeps between two looks, at first and at most. */
export const FIRST_LOOK_MS = 200;
export const LONGEST_LOOK_MS = 2_000;
