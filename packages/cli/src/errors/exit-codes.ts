/** What the process ends with. `run` ends as its child does. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Environments differ, or a secret is missing. */
  differs: 3,
  /** Refused, or not confirmed. */
  refused: 4,
  interrupted: 130,
} as const;
