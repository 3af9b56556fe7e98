// A module of numbers alone, without imports: esbuild then writes each number where it is used.

/** Attempts of one call, the first included. */
export const ATTEMPTS = 3;
/** How often one call repairs what made it fail. */
export const REPAIRS = 3;
/** Retries without a success, of all calls. */
export const BUDGET = 20;

/** With connecting. A function has 3 s by default and a call 2 s, which leaves time for another attempt. */
export const PATIENCE_MS = 1_000;
/** While a container is frozen, its connections may be closed without notice. */
export const IDLE_LIMIT_MS = 20_000;
/** AWS allows five minutes either way; a Date header has whole seconds. */
export const CLOCK_TOLERANCE_MS = 290_000;
/** Twenty values of 65,536 bytes in JSON, each byte escaped (`\u0001`), and 65,536 bytes more. */
export const ANSWER_LIMIT_BYTES = 7_929_856;

/** How long before they expire credentials of a container are renewed, and how long those without a date are kept, with that. */
export const RENEW_BEFORE_MS = 300_000;
export const UNDATED_LIFE_MS = 900_000;
