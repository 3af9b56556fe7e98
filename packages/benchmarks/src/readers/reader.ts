export type SecretForm = 'text' | 'json';

export interface ReaderOptions {
  /** What the secrets are called in the store. */
  readonly names: readonly string[];
  readonly form: SecretForm;
  /** How long a value counts as fresh. */
  readonly ttlSeconds: number;
}

/** Reads the secret at an index of `names`. */
export type Read = (index: number) => Promise<unknown>;

/** Sets a peer up the way its documentation says. */
export type OpenReader = (options: ReaderOptions) => Read | Promise<Read>;

/** Throws RangeError: a benchmark asks for no index that it has not made. */
export function at<T>(items: readonly (T | undefined)[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There are ${items.length} of them, and none at ${index}.`);
  return item;
}
