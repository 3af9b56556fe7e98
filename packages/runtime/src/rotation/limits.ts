// A module of numbers alone, without imports: esbuild then writes each number where it is used.

/** How long one call to AWS may take, with its retries. */
export const CALL_MS = 10_000;
/** How long before the function's own timeout a strategy is told to stop. */
export const NOTICE_MS = 1_000;
/** How often a version that was written a moment ago is read, and how long after the first attempt the second is. The pauses double. */
export const READ_ATTEMPTS = 5;
export const FIRST_PAUSE_MS = 100;
/** Of a strategy's message, more is not shown. */
export const MESSAGE_LENGTH = 1_000;
/** How many of the errors that a strategy's error wraps are shown. */
export const CAUSES = 3;
/** The shortest schedule of Secrets Manager, and the default window of such a schedule. */
export const LEAST_SCHEDULE_SECONDS = 14_400;
export const WINDOW_SECONDS = 3_600;
