/** Something that is wrong with a secret, or will be. */
export interface Finding {
  readonly key: string;
  /** In a sentence, without a value. */
  readonly what: string;
  /** The line or the command that solves it. */
  readonly resolution: string;
}
