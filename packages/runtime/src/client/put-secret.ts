import { type WaitOptions, waitFor } from './deadline.js';
import { encode } from './encode.js';
import { INSIDE, type Reader } from './reader.js';
import { timeoutError } from './store-errors.js';
import { writeSecret } from './write-secret.js';

/** Writes through a reader's stores. Apart from the reader, so that a handler that only reads bundles none of it. */
export async function putSecretWith(
  reader: Reader,
  target: unknown,
  value: unknown,
  options: WaitOptions = {},
): Promise<void> {
  const { locate, stores, forget, timeout, setTimer } = reader[INSIDE];
  const location = locate(target);
  options.signal?.throwIfAborted();
  const payload = await encode(value, location);
  const upstream = new AbortController();
  // Before, for reads that began before; after, for reads that began meanwhile and may have seen either value.
  forget(location);
  try {
    const write =
      'write' in stores
        ? stores.write(location, payload, upstream.signal)
        : writeSecret(stores.transport, location, payload, upstream.signal);
    await waitFor(write, {
      ...options,
      budget: timeout,
      setTimer,
      onTimeout: (milliseconds) => timeoutError(location, milliseconds),
      leave: () => upstream.abort(),
    });
  } finally {
    forget(location);
  }
}
