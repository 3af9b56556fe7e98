// A module of numbers alone, without imports: esbuild then writes each number where it is used.

/** The time to live of a value. */
export const TTL_SECONDS = 300;
/** Short, so that `npx ampx sandbox secret set` takes effect at once. */
export const SANDBOX_TTL_SECONDS = 5;
/** A time to live is shortened by up to a tenth, so that functions which started together do not read together. */
export const JITTER = 0.1;
/** Past its time to live, a value is served for a tenth of that time while it is renewed. */
export const STALE_SHARE = 0.1;
/** For so long past its time to live, a value is served while the store is out of reach. */
export const OUTAGE_MS = 3_600_000;

/** How long an error is served at most. */
export const FAILURE_MS = 5_000;
/** How long the store is not asked again after its first failure, and at most. */
export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 60_000;

/** How many secrets are cached. Each revision counts. */
export const LIMIT = 2_000;

/** How long a call may take: less than the 3 s that a function in Amplify has by default. */
export const TIMEOUT_MS = 2_000;
/** With a cached value, nobody waits longer than this for a new one. */
export const PATIENCE_MS = 1_000;
/** A signal may never abort, and a function may have 15 minutes left: a store that hangs is given up before that. */
export const LONGEST_MS = 30_000;
/** How long before the function's own timeout a read is given up. */
export const LAMBDA_MARGIN_MS = 250;
