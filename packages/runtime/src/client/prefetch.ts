import type { Reader } from '../reading/reader.js';

/** Starts reads whose values `getSecret` will need. Never throws: `getSecret` rejects with the error. */
export function prefetchWith(reader: Reader, targets: readonly unknown[]): void {
  for (const target of targets) reader.getSecret(target).catch(() => {});
}
