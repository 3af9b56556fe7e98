// A module of numbers alone, without imports: esbuild then writes each number where it is used.

/** For how long nobody looks at the store again because of the same version. */
export const LOOK_MS = 5_000;
/** How many looks are remembered for one secret, and how many secrets. */
export const MOST_LOOKS = 8;
export const MOST_SECRETS = 2_000;
/** A client that was handed out may be in use for as long as one invocation of AWS Lambda may take. */
export const CLIENT_GRACE_MS = 900_000;
