import { ownProperties } from '../contract/own-properties.js';
import { checkOptions } from '../reading/check-options.js';
import { type WaitOptions, waitFor } from '../reading/deadline.js';
import { INTERNALS, type Reader } from '../reading/reader.js';
import { thrownHere } from '../reading/thrown-here.js';
import { schemaTimeoutError, timeoutError } from '../stores/store-errors.js';
import { writeSecret } from '../stores/write-secret.js';
import { encode } from '../values/encode.js';

/** Writes to the stores of a reader. Not part of the reader, so that a handler that only reads does not bundle it. */
export async function putSecretWith(
  reader: Reader,
  target: unknown,
  value: unknown,
  given: WaitOptions = {},
): Promise<void> {
  const { locate, stores, forget, timeout, setTimer } = reader[INTERNALS];
  const to = ownProperties(stores);
  const location = locate(target);
  const options = ownProperties(given);
  checkOptions(options, ['context', 'signal'], 'putSecret');
  options.signal?.throwIfAborted();
  const payload = await waitFor(encode(value, location), {
    ...options,
    budget: timeout,
    setTimer,
    onTimeout: (milliseconds) => schemaTimeoutError(location, milliseconds),
  });
  const upstream = new AbortController();
  // Now, for reads that are in flight; and afterwards, for reads that began meanwhile and may have seen either value.
  forget(location);
  try {
    const write =
      'write' in to
        ? to.write(location, payload, upstream.signal)
        : writeSecret(to.transport, location, payload, upstream.signal);
    await waitFor(write, {
      ...options,
      budget: timeout,
      setTimer,
      onTimeout: (milliseconds) => timeoutError(location, milliseconds),
      leave: () => upstream.abort(),
    });
  } catch (error) {
    throw thrownHere(error);
  } finally {
    forget(location);
  }
}
