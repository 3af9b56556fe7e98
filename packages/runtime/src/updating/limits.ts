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
