import type { GetSecretOptions } from '../reading/get-secret-options.js';
import { INTERNALS, type Reader } from '../reading/reader.js';
import { invalidTarget } from '../stores/locate-target.js';
import { redacted } from '../values/protect.js';

/** Several values, by key or in order. Their reads begin in one turn of the event loop, so they share calls. */
export async function getSecretsWith(reader: Reader, targets: unknown, options?: GetSecretOptions): Promise<object> {
  if (typeof targets !== 'object' || targets === null) throw invalidTarget();
  const wanted: unknown[] = Object.values(targets);
  // All targets are checked before anything is read.
  wanted.forEach(reader[INTERNALS].locate);
  const values = await Promise.all(wanted.map((target) => reader.getSecret(target, options)));
  // `fromEntries` defines keys, where an assignment could set a prototype.
  return redacted(
    Array.isArray(targets)
      ? values
      : Object.fromEntries(Object.keys(targets).map((key, index) => [key, values[index]])),
  );
}
