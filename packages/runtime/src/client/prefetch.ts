import type { Reader } from '../reading/reader.js';

/** Starts reads for a `getSecret` to come. Never throws nor rejects: what goes wrong, that `getSecret` says. */
export function prefetchWith(reader: Reader, targets: readonly unknown[]): void {
  for (const target of targets) reader.getSecret(target).catch(() => {});
}
