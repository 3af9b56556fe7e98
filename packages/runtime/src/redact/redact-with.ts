import { INTERNALS, type Reader } from '../reading/reader.js';
import { redactor } from './redactor.js';

const redactors = new WeakMap<Reader, (text: string) => string>();

/** `redactSecrets` over what one client holds. */
export function redactSecretsWith(client: Reader, text: string): string {
  let redact = redactors.get(client);
  if (redact === undefined) {
    redact = redactor(client[INTERNALS].watch);
    redactors.set(client, redact);
  }
  return redact(text);
}
