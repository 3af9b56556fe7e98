import type { Reader } from './reader.js';

// On the global object: `useSecrets` replaces the clients of every installed copy of this package.
const OVERRIDE = Symbol.for('@amplify-secrets/override');
const scope = globalThis as { [OVERRIDE]?: Reader | undefined };

/** Replaces every client, until the function that it returns is called. */
export function overrideReader(reader: Reader): () => void {
  scope[OVERRIDE] = reader;
  return () => {
    if (scope[OVERRIDE] === reader) scope[OVERRIDE] = undefined;
  };
}

/** What `useSecrets` has put in place of every client, if it is on. */
export function overridingReader(): Reader | undefined {
  return scope[OVERRIDE];
}

/** The override while there is one, else the client itself. */
export function inUse(reader: Reader): Reader {
  return scope[OVERRIDE] ?? reader;
}
