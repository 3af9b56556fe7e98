export type SecretForm = 'text' | 'json';

export interface ReaderOptions {
  /** Names of the secrets in the store. */
  readonly names: readonly string[];
  readonly form: SecretForm;
  /** How long a value counts as fresh. */
  readonly ttlSeconds: number;
}

/** Reads the secret at an index of `names`. */
export type Read = (index: number) => Promise<unknown>;

/** Sets a peer up as its documentation shows. */
export type OpenReader = (options: ReaderOptions) => Read | Promise<Read>;

/** The JSON secret whose field `webhookSecret` every handler returns. */
export const HANDLER_SECRET = 'bench/live/stripe';

/** @throws {RangeError} When nothing is at the index. */
export function at<T>(items: readonly (T | undefined)[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`Expected an index below ${items.length}, and got ${index}.`);
  return item;
}
