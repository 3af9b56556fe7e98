import { isSecretsError, SecretsError } from '../contract/errors.js';

/** The same error with a stack trace of the caller's: one read is shared by many callers, and its own error has a line of none. */
export function thrownHere(error: unknown): unknown {
  if (!isSecretsError(error)) return error;
  // For its cause, if it has one.
  return new SecretsError(error.name, error.message, error.resolution, error);
}

/** The error of an earlier read, which is served without asking the store. `milliseconds` are those until it is asked again. */
export function remembered(error: SecretsError, milliseconds: number): SecretsError {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const note = `(Remembered for ${seconds} s. { fresh: true } asks again.)`;
  return new SecretsError(error.name, `${error.message} ${note}`, error.resolution, error);
}
