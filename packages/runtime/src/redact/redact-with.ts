import { INTERNALS, type Reader } from '../reading/reader.js';
import { redactor } from './redactor.js';

// By what a client and its copies have in common: a cache has one watcher.
const redactors = new WeakMap<Reader[typeof INTERNALS], (text: string) => string>();

/** `redactSecrets` over what one client holds. */
export function redactSecretsWith(client: Reader, text: string): string {
  const internals = client[INTERNALS];
  let redact = redactors.get(internals);
  if (redact === undefined) {
    redact = redactor(internals.watch);
    redactors.set(internals, redact);
  }
  return redact(text);
}
